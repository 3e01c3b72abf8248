package main

import (
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"policylog/internal/reason"
	"policylog/store"
)

// mistake is an error that people meet often, in English, Simplified and Traditional Chinese, with the hint that goes
// with it. {1} and so on stand for what it was made with. Rarer errors are in English alone.
type mistake struct{ says, hint [3]string }

var (
	noSuchFile = mistake{says: [3]string{"{1}: no such file", "{1}：没有这个文件", "{1}：沒有這個檔案"}}
	aDirectory = mistake{says: [3]string{
		"{1}: is a directory, a file is wanted", "{1}：这是目录，此处需要文件", "{1}：這是目錄，此處需要檔案",
	}}
	noArchiveThere = mistake{
		says: [3]string{"{1}: no such directory", "{1}：没有这个目录", "{1}：沒有這個目錄"},
		hint: [3]string{
			"name the archive with --archive DIR, or make one with policylog init {2}",
			"用 --archive DIR 指定存档目录，或用 policylog init {2} 新建",
			"以 --archive DIR 指定存檔目錄，或以 policylog init {2} 新建",
		},
	}
	notAnArchive = mistake{
		says: [3]string{
			"open {1}: not an archive: there is no git repository", "{1}：不是存档目录，其中没有 git 仓库", "{1}：不是存檔目錄，其中沒有 git 儲存庫",
		},
		hint: noArchiveThere.hint,
	}
	neitherFileNorArchive = mistake{
		says: [3]string{
			"{1}: no such file, and {2} is not an archive", "{1}：没有这个文件，而 {2} 也不是存档目录", "{1}：沒有這個檔案，而 {2} 也不是存檔目錄",
		},
		hint: [3]string{
			"name an archive with --archive DIR, or a file that exists",
			"用 --archive DIR 指定存档目录，或给出存在的文件",
			"以 --archive DIR 指定存檔目錄，或給出存在的檔案",
		},
	}
	neitherFileNorSource = mistake{
		says: [3]string{
			"{1}: no such file, and no such source in {2}",
			"{1}：没有这个文件，{2} 中也没有这个来源页面",
			"{1}：沒有這個檔案，{2} 中也沒有這個來源頁面",
		},
	}
	unknownSource  = mistake{says: [3]string{"unknown source {1}", "没有来源页面 {1}", "沒有來源頁面 {1}"}}
	severalSources = mistake{
		says: [3]string{"{1} means {2} sources", "{1} 可指 {2} 个来源页面", "{1} 可指 {2} 個來源頁面"},
		hint: [3]string{"name one of: {h}", "请指明一个：{h}", "請指明一個：{h}"},
	}
	lockedArchive = mistake{
		says: [3]string{
			"{1}: another policylog is writing to the archive", "{1}：另一个 policylog 正在写入", "{1}：另一個 policylog 正在寫入",
		},
		hint: [3]string{"let it finish, or stop it", "请等它结束，或将其停止", "請等它結束，或將其停止"},
	}
	nothingRecorded = mistake{
		says: [3]string{
			"{1}: no version: it was checked, but nothing was recorded",
			"{1}：没有存档版本：曾经检查，但没有存档",
			"{1}：沒有存檔版本：曾經檢查，但沒有存檔",
		},
		hint: [3]string{"policylog status says why", "policylog status 显示原因", "policylog status 顯示原因"},
	}
	noneBefore = mistake{
		says: [3]string{
			"{1}: nothing to compare with, its only version was captured {2}",
			"{1}：没有可比较的版本：唯一的存档版本采集时间为 {2}",
			"{1}：沒有可比較的版本：唯一的存檔版本擷取時間為 {2}",
		},
		hint: [3]string{"policylog show {1}", "policylog show {1}", "policylog show {1}"},
	}
	firstOfAll = mistake{
		says: [3]string{
			"{1}: nothing to compare with, the version captured {2} is its first",
			"{1}：没有可比较的版本：采集时间为 {2} 的存档版本是第一个",
			"{1}：沒有可比較的版本：擷取時間為 {2} 的存檔版本是第一個",
		},
		hint: [3]string{"policylog log {1}", "policylog log {1}", "policylog log {1}"},
	}
	onlyOneVersion = mistake{says: [3]string{
		"{1}: no version: there is only one", "{1}：没有这个存档版本：只有一个版本", "{1}：沒有這個存檔版本：只有一個版本",
	}}
	beforeFirst = mistake{says: [3]string{
		"{1}: no version: the first was captured {2}", "{1}：没有存档版本：最早的采集时间为 {2}", "{1}：沒有存檔版本：最早的擷取時間為 {2}",
	}}
	beforeEffective = mistake{says: [3]string{
		"{1}: no version: the first stated effective date is {2}",
		"{1}：没有存档版本：最早标注的生效日期为 {2}",
		"{1}：沒有存檔版本：最早載明的生效日期為 {2}",
	}}
	noneEffective = mistake{says: [3]string{
		"{1}: no version: none of its versions states an effective date",
		"{1}：没有存档版本：各版本均未标注生效日期",
		"{1}：沒有存檔版本：各版本均未載明生效日期",
	}}
	noneCaptured = mistake{
		says: [3]string{
			"{1}: no version: the capture dates of its versions are not known; the first was recorded {2}",
			"{1}：没有存档版本：各版本的采集时间不详；最早存档于 {2}",
			"{1}：沒有存檔版本：各版本的擷取時間不詳；最早存檔於 {2}",
		},
		hint: [3]string{"@first, @latest, or a commit", "@first、@latest 或提交编号", "@first、@latest 或提交編號"},
	}
	noSuchCommit = mistake{says: [3]string{
		"{1}: no version: no commit of its history begins so",
		"{1}：没有存档版本：历史中没有以此开头的提交编号",
		"{1}：沒有存檔版本：歷史中沒有以此開頭的提交編號",
	}}
	noDate = mistake{
		says: [3]string{"{1} is not a date", "{1} 不是日期", "{1} 不是日期"},
		hint: [3]string{
			"write a date as 2026-01-31, 2026-01, 2026 or 2026-01-31T08:00:00Z",
			"日期请写作 2026-01-31、2026-01、2026 或 2026-01-31T08:00:00Z",
			"日期請寫作 2026-01-31、2026-01、2026 或 2026-01-31T08:00:00Z",
		},
	}
	noWhen = mistake{
		says: [3]string{
			"{1}: neither a date, nor latest, previous or first, nor a commit",
			"{1}：@ 之后既非日期，也非 latest、previous、first 或提交编号",
			"{1}：@ 之後既非日期，也非 latest、previous、first 或提交編號",
		},
		hint: noDate.hint,
	}
	unknownCommand = mistake{says: [3]string{"unknown command {1}", "没有命令 {1}", "沒有命令 {1}"}}
	unknownFlag    = mistake{says: [3]string{"unknown flag {1}", "没有选项 {1}", "沒有選項 {1}"}}
	flagNeedsValue = mistake{says: [3]string{"{1}: a value is missing", "{1}：缺少值", "{1}：缺少值"}}
	wrongArguments = mistake{
		says: [3]string{"{1}: {3}", "{1}：参数个数不对", "{1}：參數個數不對"},
		hint: [3]string{"usage: {2}", "用法：{2}", "用法：{2}"},
	}
	noDirectory = mistake{says: [3]string{
		"write {1}: there is no directory {2}", "写入 {1}：没有目录 {2}", "寫入 {1}：沒有目錄 {2}",
	}}
	nothingSince = mistake{says: [3]string{
		"{1}: nothing captured since {2}; the last version is of {3}",
		"{1}：{2} 以来没有采集到存档版本；最近的存档版本采集时间为 {3}",
		"{1}：{2} 以來沒有擷取到存檔版本；最近的存檔版本擷取時間為 {3}",
	}}
	noChange = mistake{
		says: [3]string{
			"change {1}: there is none between these versions", "两个存档版本之间没有变更 {1}", "兩個存檔版本之間沒有變更 {1}",
		},
		hint: [3]string{
			"policylog review SOURCE lists them with their ids",
			"policylog review SOURCE 列出各处变更及其编号",
			"policylog review SOURCE 列出各處變更及其編號",
		},
	}
	noSection = mistake{
		says: [3]string{"{1}: no section {2} in any version", "{1}：任何存档版本中均没有章节 {2}", "{1}：任何存檔版本中均沒有章節 {2}"},
		hint: [3]string{"policylog show {1} lists the sections", "policylog show {1} 列出各章节", "policylog show {1} 列出各章節"},
	}
	needsTerminal = mistake{
		says: [3]string{"tui needs a terminal", "tui 需要终端", "tui 需要終端機"},
		hint: [3]string{
			"policylog tui --plain reads and writes lines; policylog log, diff and whatsnew print",
			"policylog tui --plain 逐行读写；policylog log、diff、whatsnew 直接输出",
			"policylog tui --plain 逐行讀寫；policylog log、diff、whatsnew 直接輸出",
		},
	}
	flagMissing = mistake{says: [3]string{"--{1} is missing", "缺少 --{1}", "缺少 --{1}"}}
	wantOneOf   = mistake{says: [3]string{"{1}: want {2}", "{1}：可选 {2}", "{1}：可選 {2}"}}

	// Hints that go with several mistakes.
	didYouMean = [3]string{"did you mean {h}?", "是否指 {h}？", "是否指 {h}？"}
	noWhenHere = [3]string{
		"a source without @ is wanted here: {h}; --help shows how dates are given",
		"此处只接受不带 @ 的来源页面：{h}；日期的写法见 --help",
		"此處只接受不帶 @ 的來源頁面：{h}；日期的寫法見 --help",
	}
	statusListsAll = [3]string{"policylog status lists all {h}", "policylog status 列出全部 {h} 个", "policylog status 列出全部 {h} 個"}
	nothingThere   = [3]string{"the archive is empty", "存档中尚无内容", "存檔中尚無內容"}
	seeHelp        = [3]string{"see {h} --help", "参见 {h} --help", "參見 {h} --help"}
)

// trouble is a mistake as it was made.
type trouble struct {
	mistake
	args  []string
	about string // what {h} of the hint stands for
	cause error  // what a caller branches on; may be nil
}

// with is the mistake as it was made with something, on account of a cause that may be nil.
func (m mistake) with(cause error, args ...string) *trouble {
	return &trouble{mistake: m, args: args, cause: cause}
}

// hinting gives the trouble a hint about something.
func (t *trouble) hinting(hint [3]string, about string) *trouble {
	t.hint, t.about = hint, about
	return t
}

func (t *trouble) Unwrap() error { return t.cause }

// Error is in English: errors of programs, logs and JSON are.
func (t *trouble) Error() string { return t.say(t.says[0]) }

func (t *trouble) say(form string) string { return filled(form, t.args, "{h}", t.about) }

// inWords says an error, and its hint, in the language of messages. Where one that people meet often stands in the chain,
// what was wrapped around it (a flag, an operation) stays.
func (a *app) inWords(err error) (message, hint string) {
	message = err.Error()
	if h, ok := errors.AsType[hinted](err); ok {
		hint = "hint: " + h.hint
	}
	t, instead := a.often(err)
	if t == nil {
		if why := reason.Of(err); why.Kind != reason.Other {
			message = a.reason(why)
		}
		return message, hint
	}
	lang := a.languageIndex()
	message = strings.Replace(message, instead.Error(), t.say(t.says[lang]), 1)
	if h := t.say(t.hint[lang]); hint == "" && h != "" {
		hint = a.say(pHint, h)
	}
	return message, hint
}

// often finds the error of a chain that people meet often, and the trouble to be told instead; nil without.
func (a *app) often(err error) (t *trouble, instead error) {
	if t, ok := errors.AsType[*trouble](err); ok {
		return t, t
	}
	if e, ok := errors.AsType[*store.UnknownSourceError](err); ok {
		return sourceTrouble(unknownSource, e, e.Name), e
	}
	if e, ok := errors.AsType[*store.NoVersionError](err); ok {
		return versionTrouble(e), e
	}
	if e, ok := errors.AsType[*store.DateError](err); ok {
		if e.Version != "" {
			return noWhen.with(nil, e.Version+"@"+e.Text), e
		}
		return noDate.with(nil, strconv.Quote(e.Text)), e
	}
	if e, ok := errors.AsType[*pflag.NotExistError](err); ok {
		name := "--" + e.GetSpecifiedName()
		if short := e.GetSpecifiedShortnames(); short != "" {
			name = "-" + short
		}
		return unknownFlag.with(nil, name), e
	}
	if e, ok := errors.AsType[*pflag.ValueRequiredError](err); ok {
		return flagNeedsValue.with(nil, "--"+e.GetFlag().Name), e
	}
	if errors.Is(err, store.ErrLocked) {
		return lockedArchive.with(nil, shown(a.archiveDir())), err
	}
	if e, ok := errors.AsType[*fs.PathError](err); ok && errors.Is(e.Err, fs.ErrNotExist) {
		return noSuchFile.with(nil, e.Path), e
	}
	return nil, nil
}

// sourceTrouble is a mistake about a source that there is none of, with the names that may be meant.
func sourceTrouble(m mistake, e *store.UnknownSourceError, args ...string) *trouble {
	if name, _, ok := strings.Cut(e.Name, "@"); ok && slices.Contains(e.Known, name) {
		return m.with(e, args...).hinting(noWhenHere, name)
	}
	if near := e.Near(); len(near) > 0 {
		return m.with(e, args...).hinting(didYouMean, strings.Join(near, ", "))
	}
	if len(e.Known) == 0 {
		return m.with(e, args...).hinting(nothingThere, "")
	}
	return m.with(e, args...).hinting(statusListsAll, strconv.Itoa(len(e.Known)))
}

func versionTrouble(e *store.NoVersionError) *trouble {
	asked := e.Source
	if e.When != "" {
		asked += "@" + e.When
	}
	m := map[store.NoVersionReason]mistake{
		store.NeverRecorded: nothingRecorded, store.OnlyOne: onlyOneVersion, store.BeforeFirstCaptured: beforeFirst,
		store.BeforeFirstEffective: beforeEffective, store.NoEffectiveDates: noneEffective, store.NoCaptureDates: noneCaptured,
		store.NoSuchCommit: noSuchCommit,
	}[e.Reason]
	first := e.First
	if t, err := time.Parse(time.RFC3339, first); err == nil {
		first = momentOf(t)
	}
	return m.with(e, asked, first)
}

// unknownCommandError makes a trouble of what cobra says of a word that is no command; it has no type for it.
func unknownCommandError(root *cobra.Command, err error) error {
	if err == nil {
		return nil
	}
	rest, ok := strings.CutPrefix(err.Error(), "unknown command ")
	quoted, _ := strconv.QuotedPrefix(rest)
	word, unquoteErr := strconv.Unquote(quoted)
	if _, told := errors.AsType[*trouble](err); told || !ok || unquoteErr != nil {
		return err
	}
	return noCommand(root, word)
}

func noCommand(c *cobra.Command, word string) error {
	c.SuggestionsMinimumDistance = 2
	path := strings.TrimPrefix(c.CommandPath()+" "+word, c.Root().Name()+" ")
	t := unknownCommand.with(nil, strconv.Quote(path))
	if near := c.SuggestionsFor(word); len(near) > 0 {
		return t.hinting(didYouMean, strings.Join(near, ", "))
	}
	return t.hinting(seeHelp, c.CommandPath())
}

// choice refuses a value of a flag that is none of those there are.
func choice(flag, value string, choices []string) error {
	return wantOneOf.with(nil, fmt.Sprintf("--%s %s", flag, value), strings.Join(choices, ", "))
}
