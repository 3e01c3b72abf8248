package terms

// Key names a text of the catalogue.
type Key int

// The texts. {1} and {2} are arguments, {n} a count; the comment says what they are where that is not plain.
const (
	Comparison      Key = iota // heading of a comparison without titles
	Old                        // the old side, as a column heading
	New                        // the new side, as a column heading
	SourceName                 // label of a source's name
	Captured                   // label of the date of capture
	Updated                    // label of the stated date of update
	Effective                  // label of the stated date of effect
	Label                      // label of the version label
	Language                   // label of the language
	Ref                        // label of the commit
	Unknown                    // a value that is not known
	NotStated                  // a date that the text does not state
	Outline                    // heading of the outline
	Preamble                   // what stands before the first heading
	NoDifference               // nothing differs
	NothingToReport            // all that differs was left out: {1} the counts of what was
	Changes                    // {n} rows
	InSections                 // {n} sections
	Unchanged                  // {n} blocks
	CountContent               // {n} rows of class substantive
	CountWording               // {n} rows of class editorial
	CountCosmetic              // {n} rows …
	CountRegional
	CountEmphasis
	CountLink
	CountDate
	Folded       // {1} the counts of what is not shown
	Ignored      // {1} the counts of what was left out on request
	MovedFrom    // {1} section
	MovedTo      // {1} section
	MovedNumber  // {1} old number, {2} new number of a section that moved
	MovedWithin  // moved inside its section
	MovedFromUp  // from further up in the same section
	MovedFromLow // from further down in the same section
	MovedToUp    // to further up in the same section
	MovedToLow   // to further down in the same section
	SplitInto    // {n} parts
	MergedFrom   // {n} parts
	WasNumbered  // {1} the old number
	WasTitled    // {1} the old title
	SectionOf    // {1} section as a reference: "§ 3.1"
	SectionMoved // {n} blocks that moved with their section, text unchanged
	SectionAdded
	SectionRemoved
	MoreBlocks        // {n} blocks of a section not quoted
	FactAdded         // {1} kind, {2} fact
	FactRemoved       // {1} kind, {2} fact
	FactChanged       // {1} kind, {2} old, {3} new
	InNegatedSentence // {1} the negating word in the sentence that mentions a thing
	TitleRemoved      // the heading went, text of the section stayed
	TitleAdded        // the heading came, text of the section was there
	WordAdded         // {1} modal or negating word
	WordRemoved       // {1}
	LinkOf            // {1} the role: "contact link"
	AndMore           // {1} list, {n} more
	OldQuote          // label of a quotation from the old text
	NewQuote          // label of a quotation from the new text
	Why               // label of the rule that fired
	RowID             // label of a row's id
	Topics            // label
	WhatsNew          // heading of a changelog
	Changelog         // the changelog as a thing
	Publisher         // heading of the publisher's own claims
	ClaimMatched      // a claim with a matching change
	ClaimNone         // a claim without
	ClaimStale        // a claim that stood in the old text already
	ClaimList         // {1} the heading of the list
	Unclaimed         // heading of changes no claim mentions
	UnclaimedNothing  // there is nothing that the list could mention
	UnclaimedNone
	EvidenceSection // {1} section cited
	EvidenceFact    // {1} fact
	EvidenceWords   // {1} words
	EvidenceTopic   // {1} subject, which is no match
	TitleBullet     // {1} old title, {2} new title
	NumberBullet    // {1} old number, {2} new number
	TextAdded       // {1} kind of block
	TextRemoved     // {1} kind of block
	TextReworded    // {1} kind of block
	RuleFacts       // why an entry ranks where it does
	RuleLink        // {1} role
	RuleContent
	RuleWording
	SumSame           // {1} title: no change
	SumChanged        // {1} title, {2} list of counts; {n} blocks
	SumBetween        // {1} title, {2} from, {3} to, {4} list of counts; {n} blocks
	SumBetweenSame    // {1} title, {2} from, {3} to: no change
	SumFacts          // {n} of them with tracked facts
	SumContent        // {n} other content changes
	SumOnlyContent    // {n} content changes where none has a tracked fact
	SumWording        // {n} wording
	SumListed         // {n} blocks that changed and are listed
	SumListedAs       // likewise, {1} how many changes they make
	SumOnlyFolded     // {1} list of counts
	DateSame          // {1} date: text changed, stated date unchanged
	DateSameEffective // {1} date
	DateChanged       // {1} old, {2} new: stated date of update
	DateChangedTo     // {1} new; none was stated before
	DateGone          // {1} old; none is stated now
	EffectChanged     // {1} old, {2} new
	EffectChangedTo   // {1} new
	EffectGone        // {1} old
	OnlyDate          // only dates differ
	NoDateStated      // the text states no date on either side
	DaysToEffect      // {n} days, {1} updated, {2} effective
	SameDayEffect     // {1} date
	DaysBefore        // {n} days: effective before updated; {1} effective, {2} updated
	NotYetEffective   // {n} days; {1} effective, {2} as of
	DateSamePublished // {1} date
	PublishedOther    // {1} old, {2} new
	PublishedToEffect // {n} days, {1} published, {2} effective
	DateUnclear       // {1} words of the text that are not clearly one date
	LabelChanged      // {1} old, {2} new
	NetChange         // heading
	Captures          // {n} captures grouped
	NoNet             // why there is no net change over a technical upgrade
	DigestTitle       // heading
	DigestQuiet       // {n} sources without change: {1} names
	OutOfStep         // heading: languages of one policy
	DigestSources     // {n} sources with changes
	DigestNothing     // no source changed
	DigestMore        // {n} sources that a short message does not tell of
	MoreChanges       // {n} changes that a short message does not tell of
	Untitled          // a section or text without a title
	CountRenumbered   // {n} headings of which only the number changed
	CountOwnList      // {n} rows in the publisher's own list of updates
	BlocksInAll       // {n} blocks of a section that came or went whole
	None              // there is no such thing on this side
	OtherChanges      // {n} further content changes of a section
	UpdateOf          // {1} day: heading of an update
	UpdateSpan        // {1} first day, {2} last day: heading of an update over several captures
	PeriodSummary     // {1} title, {2} from, {3} to; {n} updates
	PeriodQuiet       // {1} title, {2} from, {3} to; {n} captures compared
	PeriodAlone       // {1} title, {2} day of the only version
	PeriodTechnical   // {1} title, {2} from, {3} to
	NoticeTitle       // {1} title of the policy: title of a publisher's notice
	ReportTitle       // {1} title of the policy: title of an observer's report
	NoticeDraftMark   // stands before the title of a draft
	NoticeDraft       // says that a notice is one
	NoticeDraftOf     // {n} changes without a verdict
	PublisherSays     // {1} title of the policy
	NoticeNothing     // a notice without a change to list
	PublisherCount    // {n} changes
	ObserverSays      // {1} whose policy it is
	ThePublisher      // where a name is not known
	QuotesOriginal    // what quotations are
	QuotesRendered    // likewise, with renderings in the reader's script beside them
	LeftOutByReview   // {n} of the changes
	VerdictNone       // a change without a verdict
	VerdictContent    // a person's verdict on a change
	VerdictWording    // likewise
	VerdictNoise      // likewise
	VerdictExtraction // likewise
	VerdictOffered    // {1} verdict that the same change has elsewhere
	VerdictsLeft      // {n} changes
	NoticeBefore      // label of the text before
	NoticeAfter       // label of the text after
	NoticeUnchanged   // label of a text of which only the place changed
	NoticeCaptured    // label of a date
	OwnUpdated        // label of a date that the publisher gives for itself
	OwnEffective      // likewise
	PublisherEffect   // {1} title of the policy, {2} date
	WordingFollows    // stands before the sections with nothing but wording
	NoticeUpdated     // label of a date
	NoticeEffective   // label of a date
	NoticeLabel       // label of a version label
	AlsoCounted       // {1} list of counts of what a notice does not list
	FullText          // {1} URL
	AskAt             // {1} contact
	Evidence          // {1} old commit, {2} new commit
	Converted         // label of a text whose characters were converted
	ParallelText      // {1} language tag: label of the publisher's own text in another script
	TableTitle        // heading of the comparison table
	TableSection      // heading of a column
	TableOld          // heading of a column
	TableNew          // heading of a column
	TableRemark       // heading of a column
	LintReference     // {1} quoted title
	LintReferenceNear // {1} quoted title, {2} the title most like it
	LintNoSection     // {1} number
	LintNoAnnex       // {1} name of an attachment
	LintPlaceholder   // {1} the blank
	LintBrand         // {1} name
	LintNoTarget      // {1} words of a link
	LintAnchor        // {1} target
	LintNumberTwice   // {1} number
	LintNumberGap     // {1} number before, {2} number after
	LintDate          // {1} date
	LintFound         // {n} findings
	LintNone
	numKeys
)

var words = [numKeys]entry{
	Comparison:      {"Comparison", "版本对比", "版本比較"},
	Old:             {"Old", "旧版", "舊版"},
	New:             {"New", "新版", "新版"},
	SourceName:      {"source", "来源页面", "來源頁面"},
	Captured:        {"captured", "采集时间", "擷取時間"},
	Updated:         {"stated update", "更新日期（页面标注）", "更新日期（頁面所載）"},
	Effective:       {"stated effective", "生效日期（页面标注）", "生效日期（頁面所載）"},
	Label:           {"version label", "版本号", "版本編號"},
	Language:        {"language", "语言", "語言"},
	Ref:             {"commit", "提交", "提交"},
	Unknown:         {"unknown", "未知", "未知"},
	NotStated:       {"not stated", "未标注", "未載明"},
	Outline:         {"Outline", "目录", "目錄"},
	Preamble:        {"Before the first heading", "首个标题之前", "首個標題之前"},
	NoDifference:    {"No difference found.", "未发现差异。", "未發現差異。"},
	NothingToReport: {"Nothing left to report: {1}.", "没有需要列出的变更：{1}。", "沒有需要列出的變更：{1}。"},
	Changes:         {"{n} change|{n} changes", "{n}处变更", "{n} 處變更"},
	InSections:      {"in {n} section|in {n} sections", "涉及{n}个章节", "涉及 {n} 個章節"},
	Unchanged:       {"{n} block unchanged|{n} blocks unchanged", "{n}处未变", "{n} 處未變"},
	CountContent:    {"{n} content change to review|{n} content changes to review", "{n}处内容变更（待审阅）", "{n} 處內容變更（待審閱）"},
	CountWording:    {"{n} wording|{n} wording", "{n}处文字调整", "{n} 處文字調整"},
	CountCosmetic:   {"{n} formatting only|{n} formatting only", "{n}处仅格式差异", "{n} 處僅格式差異"},
	CountRegional:   {"{n} regional wording|{n} regional wording", "{n}处地区用词差异", "{n} 處地區用語差異"},
	CountEmphasis:   {"{n} emphasis|{n} emphasis", "{n}处强调标记变化", "{n} 處強調標記變化"},
	CountLink:       {"{n} link target|{n} link targets", "{n}处仅链接变化", "{n} 處僅連結變更"},
	CountDate:       {"{n} date|{n} dates", "{n}处仅日期变化", "{n} 處僅日期變更"},
	Folded:          {"Folded: {1}", "已折叠：{1}", "已摺疊：{1}"},
	Ignored:         {"Left out: {1}", "已略去：{1}", "已略去：{1}"},
	MovedFrom:       {"moved from {1}", "由 {1} 移至此处", "由 {1} 移至此處"},
	MovedTo:         {"moved to {1}", "移至 {1}", "移至 {1}"},
	MovedNumber:     {"moved: {1} → {2}", "位置调整：{1} → {2}", "移列：{1} → {2}"},
	MovedWithin:     {"moved within its section", "在本章节内调整位置", "在本章節內移列"},
	MovedFromUp:     {"moved from further up in this section", "由本章节前文移至此处", "由本章節前文移至此處"},
	MovedFromLow:    {"moved from further down in this section", "由本章节后文移至此处", "由本章節後文移至此處"},
	MovedToUp:       {"moved further up in this section", "移至本章节前文", "移至本章節前文"},
	MovedToLow:      {"moved further down in this section", "移至本章节后文", "移至本章節後文"},
	SplitInto:       {"split into {n}", "拆分为{n}处", "拆分為 {n} 處"},
	MergedFrom:      {"merged from {n}", "由{n}处合并", "由 {n} 處合併"},
	WasNumbered:     {"was {1}", "原为 {1}", "原為 {1}"},
	WasTitled:       {"was {1}", "原为{1}", "原為{1}"},
	SectionOf:       {"§ {1}", "§ {1}", "§ {1}"},
	SectionMoved: {
		"{n} block moved unchanged with its section|{n} blocks moved unchanged with their section",
		"{n}处随章节原文移动", "{n} 處隨章節原文移列",
	},
	SectionAdded:      {"new section", "新增章节", "新增章節"},
	SectionRemoved:    {"section removed", "删去整个章节", "移除整個章節"},
	MoreBlocks:        {"and {n} more|and {n} more", "另有{n}处", "另有 {n} 處"},
	FactAdded:         {"now names {1}: {2}", "新提及{1}：{2}", "新提及{1}：{2}"},
	FactRemoved:       {"no longer names {1}: {2}", "不再提及{1}：{2}", "不再提及{1}：{2}"},
	FactChanged:       {"{1}: {2} → {3}", "{1}：{2} → {3}", "{1}：{2} → {3}"},
	TitleRemoved:      {"section title removed", "删去章节标题", "移除章節標題"},
	TitleAdded:        {"new section title", "新增章节标题", "新增章節標題"},
	InNegatedSentence: {"in a sentence with {1}", "所在句含{1}", "所在句含{1}"},
	WordAdded:         {"adds {1}", "新增{1}", "新增{1}"},
	WordRemoved:       {"drops {1}", "删去{1}", "移除{1}"},
	LinkOf:            {"{1} link", "{1}链接", "{1}連結"},
	AndMore:           {"{1} and {n} more|{1} and {n} more", "{1}等，另有{n}项", "{1}等，另有 {n} 項"},
	OldQuote:          {"old", "旧", "舊"},
	NewQuote:          {"new", "新", "新"},
	Why:               {"why", "依据", "依據"},
	RowID:             {"id", "编号", "識別碼"},
	Topics:            {"topics", "主题", "主題"},
	WhatsNew:          {"What's new", "本次更新", "本次更新"},
	Changelog:         {"Changelog", "变更记录", "變更紀錄"},
	Publisher:         {"The publisher's own list, beside the text", "发布者自述的更新与正文对照", "發布者自述的更新與內文對照"},
	ClaimMatched:      {"matching change found", "找到对应变更", "找到對應變更"},
	ClaimNone:         {"no matching text change found", "未找到对应的正文变更", "未找到對應的內文變更"},
	ClaimStale:        {"stands in the old text too", "旧版已有此条", "舊版已有此條"},
	ClaimList:         {"Found under {1}.", "见{1}。", "見{1}。"},
	Unclaimed:         {"Changes that the list does not mention", "列表未提及的变更", "清單未提及的變更"},
	UnclaimedNothing:  {"There is no change to review.", "没有待审阅的变更。", "沒有待審閱的變更。"},
	UnclaimedNone: {
		"Every change to review has a matching entry in the list.",
		"每处待审阅的变更在列表中均有对应条目。", "每處待審閱的變更在清單中均有對應條目。",
	},
	EvidenceSection: {"names {1}", "提及{1}", "提及{1}"},
	EvidenceFact:    {"both have {1}", "均含{1}", "均含{1}"},
	EvidenceWords:   {"shared words: {1}", "共同词语：{1}", "共同詞語：{1}"},
	EvidenceTopic:   {"only the subject is the same: {1}", "仅属同一事项：{1}", "僅屬同一事項：{1}"},
	TitleBullet:     {"title: {1} → {2}", "标题：{1} → {2}", "標題：{1} → {2}"},
	NumberBullet:    {"number: {1} → {2}", "序号：{1} → {2}", "編號：{1} → {2}"},
	TextAdded:       {"{1} added", "新增{1}", "新增{1}"},
	TextRemoved:     {"{1} removed", "删去{1}", "移除{1}"},
	TextReworded:    {"{1} reworded", "{1}文字有改动", "{1}文字有更動"},
	RuleFacts:       {"a tracked fact changed", "所追踪的事实有变化", "所追蹤的事實有變化"},
	RuleLink:        {"a tracked link changed: {1}", "所追踪的链接有变化：{1}", "所追蹤的連結有變化：{1}"},
	RuleContent:     {"content changed, no tracked fact among it", "内容有变化，未涉及所追踪的事实", "內容有變化，未涉及所追蹤的事實"},
	RuleWording:     {"wording: no tracked term changed", "文字调整，未涉及所追踪的用语", "文字調整，未涉及所追蹤的用語"},
	SumSame:         {"The text of {1} is unchanged.", "{1}的正文未变。", "{1}的內文未變。"},
	SumChanged: {
		"{n} block of {1} changed: {2}.|{n} blocks of {1} changed: {2}.",
		"{1}的正文有{n}处变更：{2}。", "{1}的內文有 {n} 處變更：{2}。",
	},
	SumBetween: {
		"Between the captures of {2} and {3}, {n} block of {1} changed: {4}.|" +
			"Between the captures of {2} and {3}, {n} blocks of {1} changed: {4}.",
		"从{2}到{3}的两次采集之间，{1}的正文有{n}处变更：{4}。", "從 {2}到 {3}的兩次擷取之間，{1}的內文有 {n} 處變更：{4}。",
	},
	SumBetweenSame: {
		"Between the captures of {2} and {3} the text of {1} did not change.",
		"从{2}到{3}的两次采集之间，{1}的正文未变。", "從 {2}到 {3}的兩次擷取之間，{1}的內文未變。",
	},
	SumFacts: {
		"{n} with a tracked fact|{n} with tracked facts",
		"{n}处涉及所追踪的事实", "{n} 處涉及所追蹤的事實",
	},
	SumContent: {
		"{n} other content change|{n} other content changes", "{n}处其他内容变更", "{n} 處其他內容變更",
	},
	SumOnlyContent: {
		"{n} content change, none with a tracked fact|{n} content changes, none with a tracked fact",
		"{n}处内容变更，均未涉及所追踪的事实", "{n} 處內容變更，均未涉及所追蹤的事實",
	},
	SumWording:  {"{n} of wording or order|{n} of wording or order", "{n}处文字或次序调整", "{n} 處文字或次序調整"},
	SumListed:   {"{n} listed below|{n} listed below", "{n}处列于下文", "{n} 處列於下文"},
	SumListedAs: {"{n} listed below as {1}|{n} listed below as {1}", "{n}处列于下文，合为{1}", "{n} 處列於下文，合為 {1}"},
	SumOnlyFolded: {
		"The texts differ in nothing but these: {1}.", "两版仅有以下差异：{1}。", "兩版僅有以下差異：{1}。",
	},
	DateSame: {
		"The text changed; the stated update date ({1}) did not.",
		"正文有变、日期未变：页面标注的更新日期仍为{1}。", "內容有變、日期未變：頁面所載更新日期仍為 {1}。",
	},
	DateSameEffective: {
		"The text changed; the stated effective date ({1}) did not.",
		"正文有变、日期未变：页面标注的生效日期仍为{1}。", "內容有變、日期未變：頁面所載生效日期仍為 {1}。",
	},
	DateChanged: {
		"The stated update date changed from {1} to {2}.",
		"页面标注的更新日期由{1}改为{2}。", "頁面所載更新日期由 {1}改為 {2}。",
	},
	DateChangedTo: {
		"An update date is stated now, {1}; none was found before.",
		"页面现标注更新日期为{1}，此前未找到。", "頁面現載明更新日期為 {1}，先前未找到。",
	},
	DateGone: {
		"No update date is found any more; {1} was stated before.",
		"未再找到标注的更新日期，此前为{1}。", "未再找到所載更新日期，先前為 {1}。",
	},
	EffectChanged: {
		"The stated effective date changed from {1} to {2}.",
		"页面标注的生效日期由{1}改为{2}。", "頁面所載生效日期由 {1}改為 {2}。",
	},
	EffectChangedTo: {
		"An effective date is stated now, {1}; none was found before.",
		"页面现标注生效日期为{1}，此前未找到。", "頁面現載明生效日期為 {1}，先前未找到。",
	},
	EffectGone: {
		"No effective date is found any more; {1} was stated before.",
		"未再找到标注的生效日期，此前为{1}。", "未再找到所載生效日期，先前為 {1}。",
	},
	OnlyDate: {
		"Only dates differ; the rest of the text is the same.",
		"仅日期有变，其余正文相同。", "僅日期有變，其餘內文相同。",
	},
	NoDateStated: {
		"No update or effective date is found in either text.", "两版均未找到更新日期或生效日期。", "兩版均未找到更新日期或生效日期。",
	},
	DaysToEffect: {
		"From the stated update ({1}) to the stated effective date ({2}): {n} day.|" +
			"From the stated update ({1}) to the stated effective date ({2}): {n} days.",
		"从标注的更新日期（{1}）到标注的生效日期（{2}）共{n}天。", "從所載更新日期（{1}）到所載生效日期（{2}）共 {n} 天。",
	},
	SameDayEffect: {
		"The stated update and effective dates are the same day, {1}.",
		"标注的更新日期与生效日期为同一天（{1}）。", "所載更新日期與生效日期為同一天（{1}）。",
	},
	DaysBefore: {
		"The stated effective date ({1}) is {n} day before the stated update ({2}).|" +
			"The stated effective date ({1}) is {n} days before the stated update ({2}).",
		"标注的生效日期（{1}）比标注的更新日期（{2}）早{n}天。", "所載生效日期（{1}）比所載更新日期（{2}）早 {n} 天。",
	},
	NotYetEffective: {
		"Announced, and not effective yet by its own statement: on {2}, {n} day remained to {1}.|" +
			"Announced, and not effective yet by its own statement: on {2}, {n} days remained to {1}.",
		"已公布，按其自身标注尚未生效：截至{2}，距{1}还有{n}天。", "已公告，依其自身所載尚未生效：截至 {2}，距 {1}還有 {n} 天。",
	},
	DateSamePublished: {
		"The text changed; the stated publication date ({1}) did not.",
		"正文有变、日期未变：页面标注的发布日期仍为{1}。", "內容有變、日期未變：頁面所載發布日期仍為 {1}。",
	},
	PublishedOther: {
		"The stated publication date changed from {1} to {2}.",
		"页面标注的发布日期由{1}改为{2}。", "頁面所載發布日期由 {1}改為 {2}。",
	},
	PublishedToEffect: {
		"From the stated publication ({1}) to the stated effective date ({2}): {n} day.|" +
			"From the stated publication ({1}) to the stated effective date ({2}): {n} days.",
		"从标注的发布日期（{1}）到标注的生效日期（{2}）共{n}天。", "從所載發布日期（{1}）到所載生效日期（{2}）共 {n} 天。",
	},
	DateUnclear: {
		"No calendar date is read out of {1}: it is given as it stands.",
		"{1}无法确定为某一日期，按原文列出。", "{1}無法確定為某一日期，依原文列出。",
	},
	LabelChanged: {
		"The version label changed from {1} to {2}.", "版本号由 {1} 改为 {2}。", "版本編號由 {1} 改為 {2}。",
	},
	NetChange:     {"Net change over the period", "期间净变更", "期間淨變更"},
	Captures:      {"{n} capture|{n} captures", "{n}次采集", "{n} 次擷取"},
	NoNet:         {"No net change is shown over a technical upgrade.", "期间含技术升级，不列净变更。", "期間含技術升級，不列淨變更。"},
	DigestTitle:   {"What's new in the archive", "存档更新摘要", "存檔更新摘要"},
	OutOfStep:     {"Language versions out of step", "语言版本不同步", "語言版本不同步"},
	DigestQuiet:   {"{n} source without change: {1}|{n} sources without change: {1}", "{n}个来源页面无变化：{1}", "{n} 個來源頁面無變化：{1}"},
	DigestSources: {"{n} source changed|{n} sources changed", "{n}个来源页面有变更", "{n} 個來源頁面有變更"},
	DigestMore:    {"and {n} more source with changes|and {n} more sources with changes", "另有{n}个来源页面有变更", "另有 {n} 個來源頁面有變更"},
	MoreChanges:   {"and {n} more change|and {n} more changes", "另有{n}处变更", "另有 {n} 處變更"},
	DigestNothing: {"No source changed.", "所有来源页面均无变化。", "所有來源頁面均無變化。"},
	Untitled:      {"untitled", "无标题", "無標題"},
	CountRenumbered: {
		"{n} section only renumbered|{n} sections only renumbered", "{n}个章节仅序号调整", "{n} 個章節僅編號變更",
	},
	CountOwnList: {
		"{n} in the policy's own list of updates|{n} in the policy's own list of updates",
		"{n}处在政策自带的更新说明中", "{n} 處在政策自帶的更新說明中",
	},
	BlocksInAll: {"{n} block in all|{n} blocks in all", "共{n}处", "共 {n} 處"},
	None:        {"none", "无", "無"},
	OtherChanges: {
		"{n} other content change|{n} other content changes", "其他内容变更{n}处", "其他內容變更 {n} 處",
	},
	UpdateOf:   {"Captured {1}", "{1}采集", "{1}擷取"},
	UpdateSpan: {"Captured {1} to {2}", "{1}至{2}采集", "{1}至 {2}擷取"},
	PeriodSummary: {
		"From {2} to {3} the text of {1} was updated {n} time.|From {2} to {3} the text of {1} was updated {n} times.",
		"从{2}到{3}，{1}的正文共更新{n}次。", "從 {2}到 {3}，{1}的內文共更新 {n} 次。",
	},
	PeriodQuiet: {
		"No change of the text of {1} is recorded between {2} and {3} ({n} capture compared).|" +
			"No change of the text of {1} is recorded between {2} and {3} ({n} captures compared).",
		"从{2}到{3}，未见{1}的正文有变更记录（对比{n}次采集）。", "從 {2}到 {3}，未見{1}的內文有變更紀錄（比對 {n} 次擷取）。",
	},
	PeriodAlone: {
		"No version of {1} after the one captured on {2} is recorded in this period: there is nothing to compare.",
		"此期间内未记录{1}在{2}采集之后的版本，无可对比。", "此期間內未記錄{1}在 {2}擷取之後的版本，無可比對。",
	},
	PeriodTechnical: {
		"Between {2} and {3} nothing but technical upgrades of {1} is recorded; texts are not compared across them.",
		"从{2}到{3}，{1}仅有技术升级记录，其前后的文本不作对比。", "從 {2}到 {3}，{1}僅有技術升級紀錄，其前後的文字不作比對。",
	},
	NoticeTitle:     {"Update to {1}", "{1}更新通知", "{1}更新通知"},
	ReportTitle:     {"Change report on {1}", "{1}变更报告", "{1}變更報告"},
	NoticeDraftMark: {"[DRAFT] ", "【草稿】", "【草稿】"},
	NoticeDraft:     {"DRAFT, not reviewed", "草稿，未经审阅", "草稿，未經審閱"},
	NoticeDraftOf: {
		"{n} change in this draft has no reviewer's verdict yet.|{n} changes in this draft have no reviewer's verdict yet.",
		"本草稿中有{n}处变更尚无审阅结论。", "本草稿中有 {n} 處變更尚無審閱結論。",
	},
	PublisherSays: {
		"We have updated {1}.", "我们更新了{1}。", "我們更新了{1}。",
	},
	NoticeNothing: {"There is no change to list.", "没有需要列出的变更。", "沒有需要列出的變更。"},
	PublisherCount: {
		"The change is listed below, with the wording before and after.|" +
			"The {n} changes are listed below, with the wording before and after.",
		"本次更新共{n}处，逐一列出如下，并附变更前后的文字。", "本次更新共 {n} 處，逐一列出如下，並附變更前後的文字。",
	},
	ObserverSays: {
		"This report compares two captured versions of the text. It is not issued by {1}.",
		"本变更报告由两个存档版本对比而成，并非由{1}发布。", "本變更報告由兩個存檔版本比對而成，並非由{1}發布。",
	},
	ThePublisher: {"the publisher", "发布者", "發布者"},
	QuotesOriginal: {
		"Quotations are the original text; “…” marks what is left out.", "引文均为原文，“…”表示省略。", "引文均為原文，「…」表示省略。",
	},
	QuotesRendered: {
		"Quotations are the original text, with a version in the reader's script below them; “…” marks what is left out.",
		"引文均为原文，其下附简体文本；“…”表示省略。", "引文均為原文，其下附正體文字；「…」表示省略。",
	},
	LeftOutByReview: {
		"{n} of them is not listed: a reviewer found that the policy did not change there.|" +
			"{n} of them are not listed: a reviewer found that the policy did not change there.",
		"其中{n}处经审阅认定并非政策变更，未列出。", "其中 {n} 處經審閱認定並非政策變更，未列出。",
	},
	VerdictNone:       {"unreviewed", "未审阅", "未審閱"},
	VerdictContent:    {"content", "内容变更", "內容變更"},
	VerdictWording:    {"wording", "文字调整", "文字調整"},
	VerdictNoise:      {"noise", "并非政策变更", "並非政策變更"},
	VerdictExtraction: {"extraction error", "提取有误", "擷取有誤"},
	VerdictOffered: {
		"offered: {1}, given to the same change elsewhere (--accept)", "建议结论：{1}，别处相同变更已有此结论（--accept 采用）",
		"建議結論：{1}，他處相同變更已有此結論（--accept 採用）",
	},
	VerdictsLeft:    {"{n} without a verdict|{n} without a verdict", "{n}处尚无审阅结论", "{n} 處尚無審閱結論"},
	NoticeBefore:    {"Before", "变更前", "變更前"},
	NoticeAfter:     {"Now", "变更后", "變更後"},
	NoticeUnchanged: {"Text, unchanged", "文字未变", "文字未變"},
	NoticeCaptured:  {"Captured", "采集时间", "擷取時間"},
	OwnUpdated:      {"Updated", "更新日期", "更新日期"},
	OwnEffective:    {"Effective", "生效日期", "生效日期"},
	PublisherEffect: {
		"We have updated {1}; its effective date is {2}.", "我们更新了{1}，生效日期为{2}。", "我們更新了{1}，生效日期為 {2}。",
	},
	WordingFollows: {
		"In the sections below only wording, numbering or order changed.", "以下章节仅文字、序号或次序有调整。", "以下章節僅文字、編號或次序有調整。",
	},
	NoticeUpdated:   {"Updated, as stated", "更新日期（页面标注）", "更新日期（頁面所載）"},
	NoticeEffective: {"Effective, as stated", "生效日期（页面标注）", "生效日期（頁面所載）"},
	NoticeLabel:     {"Version label", "版本号", "版本編號"},
	AlsoCounted:     {"Not listed: {1}.", "未逐一列出：{1}。", "未逐一列出：{1}。"},
	FullText:        {"Full text: {1}", "全文：{1}", "全文：{1}"},
	AskAt:           {"Questions: {1}", "如有疑问，请联系：{1}", "如有疑問，請聯絡：{1}"},
	Evidence:        {"Versions compared: {1}, {2}", "对比的存档版本：{1}、{2}", "比對的存檔版本：{1}、{2}"},
	Converted: {
		"converted automatically, not the official version", "自动转换，非官方版本", "自動轉換，非官方版本",
	},
	ParallelText:  {"the publisher's own version, {1}", "发布者的官方文本，{1}", "發布者的官方版本，{1}"},
	TableTitle:    {"Comparison table", "修订对照表", "修正對照表"},
	TableSection:  {"Section", "章节", "章節"},
	TableOld:      {"Old text", "修订前", "修正前"},
	TableNew:      {"New text", "修订后", "修正後"},
	TableRemark:   {"Remark", "说明", "說明"},
	LintReference: {"no section is titled {1}", "没有标题为{1}的章节", "沒有標題為{1}的章節"},
	LintReferenceNear: {
		"no section is titled {1}; the nearest title is {2}", "没有标题为{1}的章节；最接近的标题是{2}", "沒有標題為{1}的章節；最接近的標題是{2}",
	},
	LintNoSection:   {"no section is numbered {1}", "没有序号为 {1} 的章节", "沒有編號為 {1} 的章節"},
	LintNoAnnex:     {"{1} is referred to and is not in the text", "文中提及{1}，但全文未见", "文中提及{1}，但全文未見"},
	LintPlaceholder: {"a blank that may have been left unfilled: {1}", "疑似未填写的占位符：{1}", "疑似未填寫的預留位置：{1}"},
	LintBrand: {
		"to check: the text speaks of {1} as of its own service here and almost nowhere else",
		"请核对：此处将{1}当作自身服务，而全文几乎未再提及", "請核對：此處將{1}當作自身服務，而全文幾乎未再提及",
	},
	LintNoTarget:    {"a link without a target: {1}", "链接没有目标地址：{1}", "連結沒有目標網址：{1}"},
	LintAnchor:      {"a link to a place that is not in the text: {1}", "链接指向文中不存在的位置：{1}", "連結指向文中不存在的位置：{1}"},
	LintNumberTwice: {"the number {1} stands twice in a row", "序号 {1} 连续出现两次", "編號 {1} 連續出現兩次"},
	LintNumberGap:   {"numbering goes from {1} to {2}", "序号由 {1} 跳至 {2}", "編號由 {1} 跳至 {2}"},
	LintDate:        {"not a possible date: {1}", "不存在的日期：{1}", "不存在的日期：{1}"},
	LintFound:       {"{n} thing to check|{n} things to check", "{n}处待核对", "{n} 處待核對"},
	LintNone:        {"Nothing found to check.", "未发现需要核对之处。", "未發現需要核對之處。"},
}
