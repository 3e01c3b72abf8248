package reason

import "sync"

// Of any kind.
const (
	Other  Kind = "other"  // {1} a text of elsewhere
	Around Kind = "around" // {1} what stands before it
	Part   Kind = "part"   // {1} which of several pages combined
)

// What a capture is held for.
const (
	HTTPGone        Kind = "http-gone" // {1} the status, {2} its English name; so the next four
	HTTPDenied      Kind = "http-denied"
	HTTPBusy        Kind = "http-busy"
	HTTPServer      Kind = "http-server"
	HTTPOther       Kind = "http-other"
	BotWall         Kind = "bot-wall"      // without its words, as archives of before have it; so ErrorPage, LoginWall, ConsentWall
	BotChallenge    Kind = "bot-challenge" // {1} whose
	BotCaptcha      Kind = "bot-captcha"   // {1} whose
	BotBlock        Kind = "bot-block"     // {1} whose
	BotError        Kind = "bot-error"     // {1} whose
	BotAnyCaptcha   Kind = "bot-any-captcha"
	BotScript       Kind = "bot-script"
	BotSays         Kind = "bot-says" // {1} words on the page, quoted; so all that say
	ErrorPage       Kind = "error-page"
	ErrorSays       Kind = "error-says"
	LoginWall       Kind = "login-wall"
	LoginPassword   Kind = "login-password"
	LoginSays       Kind = "login-says"
	ConsentWall     Kind = "consent-wall"
	ConsentSays     Kind = "consent-says"
	ParkedSays      Kind = "parked-says"
	Shell           Kind = "shell"
	ShellSays       Kind = "shell-says"
	NoPolicyWords   Kind = "no-policy-words"
	SendsOn         Kind = "sends-on"
	FewWords        Kind = "few-words"   // {1} how many
	FewLetters      Kind = "few-letters" // {1} how many; it and ShellSays stand in archives of before
	NotSourceTongue Kind = "not-source-language"
	NotFormerTongue Kind = "not-former-language" // {1} the language, {2} the one before
	Shrunk          Kind = "shrunk"              // {1} to how much
	AnotherDocument Kind = "another-document"    // {1} its title, {2} the one before, {3} how much of it is known
	AnyPath         Kind = "any-path"
	NoMatch         Kind = "no-match"
	NotAPage        Kind = "not-a-page" // {1} what it is
	UnknownContent  Kind = "unknown-content"
)

// What a person should know of a capture.
const (
	ReleasedByHand Kind = "released-by-hand"
	ReleasedAgree  Kind = "released-agree"
	MayNotBe       Kind = "may-not-be"
	IgnoredAlone   Kind = "ignored-alone"
	FlapsAgain     Kind = "flaps-again"
	FlapsBack      Kind = "flaps-back"
	SecondFailed   Kind = "second-failed"
	SecondGone     Kind = "second-gone"
	SecondDiffers  Kind = "second-differs"
	RandomLines    Kind = "random-lines"
	ByBrowser      Kind = "by-browser"
	Moved          Kind = "moved"          // {1} the address that it has now
	NameIt         Kind = "name-it"        // about Moved, of a page that is the policy there
	Charset        Kind = "charset"        // {1} its name
	NameFromURL    Kind = "name-from-url"  // {1} a source
	NameFromText   Kind = "name-from-text" // {1} a source, {2} a domain
	AsSource       Kind = "as-source"      // {1} a source
	KeptSentences  Kind = "kept-sentences" // {1} an element
	Kept           Kind = "kept"           // {1} an element, {2} why
)

// Why a capture failed.
const (
	Fetching       Kind = "fetching"         // {1} the address
	FetchingAgain  Kind = "fetching-again"   // {1} the address, {2} attempts
	Rendering      Kind = "rendering"        // {1} the address
	RobotsOf       Kind = "robots-of"        // {1} the host
	TimedOut       Kind = "timed-out"        // {1} after how long
	NoAnswer       Kind = "no-answer"        // {1} what the network said
	NoSuchHost     Kind = "no-such-host"     // {1} the host
	Refused        Kind = "refused"          // {1} what the network said
	BrokenOff      Kind = "broken-off"       // {1} likewise
	Certificate    Kind = "certificate"      // {1} likewise
	Announced      Kind = "announced"        // {1} bytes, {2} bytes at most
	TooLarge       Kind = "too-large"        // {1} bytes at most
	Truncated      Kind = "truncated"        // {1} bytes
	Redirects      Kind = "redirects"        // {1} how many, {2} the last
	NoWebAddress   Kind = "no-web-address"   // {1} the address
	NoPort         Kind = "no-port"          // {1} the address
	NoHost         Kind = "no-host"          // {1} the address
	FromHTTPS      Kind = "from-https"       // {1} the address
	NotPublic      Kind = "not-public"       // {1} the host
	HoldsPassword  Kind = "holds-password"   // {1} the address
	NoURL          Kind = "no-url"           // {1} what it is instead, quoted
	RobotsForbid   Kind = "robots-forbid"    // {1} the address
	Secret         Kind = "secret"           //
	StatusOf       Kind = "status-of"        // {1} the address
	Encoding       Kind = "encoding"         // {1} its name, {2} what is wrong
	EncodingUnsaid Kind = "encoding-unasked" // {1} its name
	Encodings      Kind = "encodings"        // {1} how many
	NotTried       Kind = "not-tried"        //
	Environment    Kind = "environment"      // {1} a variable
	EnvironmentHas Kind = "environment-has"  // {1} a variable
	Unasked304     Kind = "unasked-304"      // {1} the address
	Unasked206     Kind = "unasked-206"      // {1} the address
	ShellFailed    Kind = "shell-failed"     //
	NoBrowser      Kind = "no-browser"       //
	NoPDF          Kind = "no-pdf"           //
	ReadPDF        Kind = "read-pdf"         //
)

// Why an address cannot be a page's.
const (
	URLNone     Kind = "url-none"     // {1} what it is instead, quoted; so the next three
	URLScheme   Kind = "url-scheme"   //
	URLHost     Kind = "url-host"     //
	URLPort     Kind = "url-port"     //
	URLPassword Kind = "url-password" // {1} the host
)

// What is wrong in an archive.
const (
	WrongChecksum  Kind = "wrong-checksum"
	TooShort       Kind = "too-short"
	OtherIndex     Kind = "other-index"
	WrongContent   Kind = "wrong-content"
	Gone           Kind = "gone"
	Damaged        Kind = "damaged"
	LongerThanSaid Kind = "longer-than-said"
	BadSize        Kind = "bad-size"       // {1} bytes
	BadDelta       Kind = "bad-delta"      // {1} a pack
	BadHeader      Kind = "bad-header"     // {1} a pack
	BadType        Kind = "bad-type"       // {1} a number, {2} a pack
	Object         Kind = "object"         // {1} its id
	ObjectAt       Kind = "object-at"      // {1} its id
	ObjectIn       Kind = "object-in"      // {1} its id, {2} a pack
	CommitOf       Kind = "commit-of"      // {1} a branch, {2} its id
	MissingObject  Kind = "missing-object" // {1} a file, {2} an object
	InFile         Kind = "in-file"        // {1} a file
	InLine         Kind = "in-line"        // {1} a line
	WrongKind      Kind = "wrong-kind"     // {1} a kind, {2} a branch
	ChangesMore    Kind = "changes-more"   // {1} a file
	NoSnapshot     Kind = "no-snapshot"    // {1} a commit
	OtherSnapshot  Kind = "other-snapshot" // {1} a commit, {2} a source
	NoTime         Kind = "no-time"        // {1} what it is instead, quoted
	TextByHand     Kind = "text-by-hand"   // {1} a file
	PageByHand     Kind = "page-by-hand"   // {1} a file
	NotInTree      Kind = "not-in-tree"    // {1} a file or a source
	WrongDigest    Kind = "wrong-digest"   // {1} a file, {2} its digest, {3} the one stated
	RunChanged     Kind = "run-changed"
	RunName        Kind = "run-name"
	RunTime        Kind = "run-time"       // {1} a time
	RunDigest      Kind = "run-digest"     // {1} how many sources, {2} how many by the digest
	IndexCount     Kind = "index-count"    // {1} how many it lists, {2} how many there are, {3} a branch
	NotLatest      Kind = "not-latest"     // {1} a commit
	SnapshotsAway  Kind = "snapshots-away" // {1} how many versions
)

// word is a kind's texts, in English, Simplified and Traditional Chinese. {1} and so on stand for what a reason was made with,
// {about} for the one that it is about; an English text with a count has two forms. held is the coarse kind of what a
// capture is held for.
type word struct {
	held string
	text [3]string
}

// words are made when they are first asked for: a run in which all goes well needs none.
var words = sync.OnceValue(func() map[Kind]word {
	return map[Kind]word{
		Other:  {"", [3]string{"{1}", "{1}", "{1}"}},
		Around: {"", [3]string{"{1}{about}", "{1}{about}", "{1}{about}"}},
		Part:   {"", [3]string{"page {1}: {about}", "第 {1} 页：{about}", "第 {1} 頁：{about}"}},

		HTTPGone:      {"http-status", [3]string{"HTTP {1} {2}", "页面不存在（HTTP {1}）", "頁面不存在（HTTP {1}）"}},
		HTTPDenied:    {"http-status", [3]string{"HTTP {1} {2}", "服务器拒绝访问（HTTP {1}）", "伺服器拒絕存取（HTTP {1}）"}},
		HTTPBusy:      {"http-status", [3]string{"HTTP {1} {2}", "请求过于频繁（HTTP {1}）", "請求過於頻繁（HTTP {1}）"}},
		HTTPServer:    {"http-status", [3]string{"HTTP {1} {2}", "服务器出错（HTTP {1}）", "伺服器發生錯誤（HTTP {1}）"}},
		HTTPOther:     {"http-status", [3]string{"HTTP {1} {2}", "服务器答复状态码 HTTP {1}", "伺服器回覆狀態碼 HTTP {1}"}},
		BotWall:       {"bot-wall", [3]string{"bot wall", "人机验证页面", "人機驗證頁面"}},
		BotChallenge:  {"bot-wall", [3]string{"bot wall: {1} challenge", "人机验证页面（{1}）", "人機驗證頁面（{1}）"}},
		BotCaptcha:    {"bot-wall", [3]string{"bot wall: {1} captcha", "人机验证页面（{1} 验证码）", "人機驗證頁面（{1} 驗證碼）"}},
		BotBlock:      {"bot-wall", [3]string{"bot wall: {1} block page", "访问被 {1} 拦截", "存取遭 {1} 攔截"}},
		BotError:      {"bot-wall", [3]string{"bot wall: {1} error page", "{1} 错误页面", "{1} 錯誤頁面"}},
		BotAnyCaptcha: {"bot-wall", [3]string{"bot wall: captcha", "人机验证页面（验证码）", "人機驗證頁面（驗證碼）"}},
		BotScript:     {"bot-wall", [3]string{"bot wall: challenge by script", "人机验证页面（由脚本验证）", "人機驗證頁面（由指令碼驗證）"}},
		BotSays:       {"bot-wall", [3]string{"a bot wall: {1}", "人机验证页面（{1}）", "人機驗證頁面（{1}）"}},
		ErrorPage:     {"error-page", [3]string{"error page", "错误页面", "錯誤頁面"}},
		ErrorSays:     {"error-page", [3]string{"an error page: {1}", "错误页面（{1}）", "錯誤頁面（{1}）"}},
		LoginWall:     {"login-wall", [3]string{"login wall", "登录页面", "登入頁面"}},
		LoginPassword: {"login-wall", [3]string{"login wall: asks for a password", "登录页面（要求输入密码）", "登入頁面（要求輸入密碼）"}},
		LoginSays:     {"login-wall", [3]string{"a login wall: {1}", "登录页面（{1}）", "登入頁面（{1}）"}},
		ConsentWall:   {"consent-wall", [3]string{"consent wall", "Cookie 同意页面", "Cookie 同意頁面"}},
		ConsentSays:   {"consent-wall", [3]string{"a consent wall: {1}", "Cookie 同意页面（{1}）", "Cookie 同意頁面（{1}）"}},
		ParkedSays:    {"parked-domain", [3]string{"a parked domain: {1}", "待售域名页面（{1}）", "待售網域頁面（{1}）"}},
		Shell: {"needs-browser", [3]string{
			"empty shell: the page builds its text by script", "空壳页面：正文由脚本生成", "空殼頁面：內文由指令碼產生",
		}},
		ShellSays: {"needs-browser", [3]string{"a page that needs a browser: {1}", "需用浏览器打开的页面（{1}）", "需以瀏覽器開啟的頁面（{1}）"}},
		NoPolicyWords: {"unlike-policy", [3]string{
			"a short page that neither is called a policy nor reads like one", "短页面，标题与内容都不像政策", "短頁面，標題與內容都不像政策",
		}},
		SendsOn:  {"near-empty", [3]string{"near empty: sends the visitor on", "几乎没有正文：页面转往别处", "幾乎沒有內文：頁面轉往他處"}},
		FewWords: {"near-empty", [3]string{"near empty: {1} word|near empty: {1} words", "几乎没有正文：{1} 个词", "幾乎沒有內文：{1} 個詞"}},
		FewLetters: {"near-empty", [3]string{
			"next to no text: {1} letter|next to no text: {1} letters", "几乎没有正文：{1} 个字符", "幾乎沒有內文：{1} 個字元",
		}},
		NotSourceTongue: {"another-language", [3]string{
			"in another language than the source's: {1}, not {2}", "语言与来源页面所设不同：{1}，应为 {2}", "語言與來源頁面所設不同：{1}，應為 {2}",
		}},
		NotFormerTongue: {"another-language", [3]string{
			"in another language than before: {1}, not {2}", "语言与此前不同：{1}，此前为 {2}", "語言與先前不同：{1}，先前為 {2}",
		}},
		Shrunk: {"shrunk", [3]string{"shrunk to {1} of the version before", "篇幅骤减，仅为前一存档版本的 {1}", "篇幅驟減，僅為前一存檔版本的 {1}"}},
		AnotherDocument: {"another-document", [3]string{
			"another document: titled {1}, not {2}, and {3} of it was there before",
			"似为另一份文件：标题 {1}，此前为 {2}，仅 {3} 的文字此前已有", "似為另一份文件：標題 {1}，先前為 {2}，僅 {3} 的文字先前已有",
		}},
		AnyPath: {"same-for-any-path", [3]string{
			"the site gives the same page for a path that does not exist", "网站对不存在的路径也返回同一页面", "網站對不存在的路徑也回傳同一頁面",
		}},
		NoMatch:        {"no-match", [3]string{"the selectors match nothing on the page", "选择器在页面上没有匹配到内容", "選擇器在頁面上沒有比對到內容"}},
		NotAPage:       {"not-a-page", [3]string{"it is {1}, not a page", "内容类型为 {1}，不是网页", "內容類型為 {1}，不是網頁"}},
		UnknownContent: {"not-a-page", [3]string{"it is of an unknown kind, not a page", "内容类型不明，不是网页", "內容類型不明，不是網頁"}},

		ReleasedByHand: {"", [3]string{"released by hand: {about}", "人工放行：{about}", "人工放行：{about}"}},
		ReleasedAgree:  {"", [3]string{"released, two captures agree: {about}", "已放行（两次采集一致）：{about}", "已放行（兩次擷取一致）：{about}"}},
		MayNotBe:       {"", [3]string{"may not be the policy: {about}", "可能不是政策正文：{about}", "可能不是政策內文：{about}"}},
		IgnoredAlone:   {"", [3]string{"differs in nothing but what ignore: names", "仅有 ignore: 所列之处不同", "僅有 ignore: 所列之處不同"}},
		FlapsAgain:     {"", [3]string{"flaps again between two texts told of before", "又在先前提示过的两种文本之间来回", "又在先前提示過的兩種文本之間來回"}},
		FlapsBack:      {"", [3]string{"back to a text of an earlier version", "变回较早存档版本的文本", "變回較早存檔版本的文本"}},
		SecondFailed:   {"", [3]string{"a second capture to settle the change failed", "为确认变更而做的第二次采集失败", "為確認變更而做的第二次擷取失敗"}},
		SecondGone:     {"", [3]string{"a change was gone at the second capture", "第二次采集时变更已不在", "第二次擷取時變更已不在"}},
		SecondDiffers:  {"", [3]string{"two captures differ between themselves", "两次采集的内容彼此不同", "兩次擷取的內容彼此不同"}},
		RandomLines: {"", [3]string{
			"differs only in lines that differ from capture to capture", "仅有每次采集都不同的行有差异", "僅有每次擷取都不同的行有差異",
		}},
		ByBrowser: {"", [3]string{
			"loaded by a browser: the plain page is an empty shell", "由浏览器载入：原始页面是空壳", "由瀏覽器載入：原始頁面是空殼",
		}},
		Moved: {"", [3]string{"moved permanently to {1}", "页面已永久迁至 {1}", "頁面已永久移至 {1}"}},
		NameIt: {"", [3]string{
			"{about}; policylog.yaml can name that address instead",
			"{about}，可在 policylog.yaml 中改用该网址", "{about}，可在 policylog.yaml 中改用該網址",
		}},
		Charset: {"", [3]string{"read as {1}", "按 {1} 编码读取", "以 {1} 編碼讀取"}},
		NameFromURL: {"", [3]string{
			"source {1} is proposed from its URL; --source names another",
			"来源页面名 {1} 由网址推断；可用 --source 另行指定", "來源頁面名 {1} 由網址推斷；可以 --source 另行指定",
		}},
		NameFromText: {"", [3]string{
			"source {1} is proposed from its title and the addresses at {2} in its text; --source names another",
			"来源页面名 {1} 由标题和正文中 {2} 的网址推断；可用 --source 另行指定", "來源頁面名 {1} 由標題和內文中 {2} 的網址推斷；可以 --source 另行指定",
		}},
		AsSource: {"", [3]string{"as a source: {1}", "可用的来源页面名：{1}", "可用的來源頁面名：{1}"}},
		KeptSentences: {"", [3]string{
			"kept {1}: holds the sentences of the page", "保留 {1}：页面的语句在其中", "保留 {1}：頁面的語句在其中",
		}},
		Kept: {"", [3]string{"kept {1}: {2}", "保留 {1}：{2}", "保留 {1}：{2}"}},

		Fetching:      {"", [3]string{"fetch {1}: {about}", "{1}：{about}", "{1}：{about}"}},
		FetchingAgain: {"", [3]string{"fetch {1}, {2} attempts: {about}", "{1}（试了 {2} 次）：{about}", "{1}（試了 {2} 次）：{about}"}},
		Rendering:     {"", [3]string{"render {1}: {about}", "用浏览器载入 {1}：{about}", "以瀏覽器載入 {1}：{about}"}},
		RobotsOf:      {"", [3]string{"robots.txt of {1}: {about}", "{1} 的 robots.txt：{about}", "{1} 的 robots.txt：{about}"}},
		TimedOut:      {"", [3]string{"timed out after {1}", "超时（{1}）", "逾時（{1}）"}},
		NoAnswer:      {"", [3]string{"timed out: {1}", "服务器没有应答（{1}）", "伺服器沒有回應（{1}）"}},
		NoSuchHost:    {"", [3]string{"no such host: {1}", "域名不存在：{1}", "網域不存在：{1}"}},
		Refused:       {"", [3]string{"connection refused by {1}", "{1} 拒绝连接", "{1} 拒絕連線"}},
		BrokenOff:     {"", [3]string{"connection broken off: {1}", "连接中断（{1}）", "連線中斷（{1}）"}},
		Certificate:   {"", [3]string{"certificate not valid: {1}", "证书无效（{1}）", "憑證無效（{1}）"}},
		Announced: {"", [3]string{
			"page too large: it announces {1} bytes, at most {2} are read",
			"页面过大：声明有 {1} 字节，最多读取 {2} 字节", "頁面過大：宣稱有 {1} 位元組，最多讀取 {2} 位元組",
		}},
		TooLarge:  {"", [3]string{"page too large: more than {1} bytes", "页面过大：超过 {1} 字节", "頁面過大：超過 {1} 位元組"}},
		Truncated: {"", [3]string{"body ended early, after {1} byte|body ended early, after {1} bytes", "页面传到一半中断（共 {1} 字节）", "頁面傳到一半中斷（共 {1} 位元組）"}},
		Redirects: {"", [3]string{"too many redirects: {1}, the last to {2}", "重定向过多：{1} 次，最后转往 {2}", "重新導向過多：{1} 次，最後轉往 {2}"}},
		NoWebAddress: {"", [3]string{
			"refused to follow: {1} is not a web address", "不跟随重定向：{1} 不是网址", "不跟隨重新導向：{1} 不是網址",
		}},
		NoPort: {"", [3]string{"refused to follow: {1} has no such port", "不跟随重定向：{1} 的端口不存在", "不跟隨重新導向：{1} 的連接埠不存在"}},
		NoHost: {"", [3]string{"refused to follow: {1} names no host", "不跟随重定向：{1} 没有主机名", "不跟隨重新導向：{1} 沒有主機名稱"}},
		FromHTTPS: {"", [3]string{
			"refused to follow: from https to {1}", "不跟随重定向：从 https 转往 {1}", "不跟隨重新導向：從 https 轉往 {1}",
		}},
		NotPublic: {"", [3]string{
			"refused to follow: {1} is not a public host", "不跟随重定向：{1} 不是公开的主机", "不跟隨重新導向：{1} 不是公開的主機",
		}},
		HoldsPassword: {"", [3]string{"refused to follow: {1} holds a password", "不跟随重定向：{1} 含有密码", "不跟隨重新導向：{1} 含有密碼"}},
		NoURL:         {"", [3]string{"refused to follow: {1} is no URL", "不跟随重定向：{1} 不是网址", "不跟隨重新導向：{1} 不是網址"}},
		RobotsForbid: {"", [3]string{
			"robots.txt forbids it: {1}\nhint: robots: {override: REASON} in policylog.yaml, if you have one",
			"robots.txt 不允许：{1}\n提示：若有理由，可在 policylog.yaml 中写 robots: {override: 理由}",
			"robots.txt 不允許：{1}\n提示：若有理由，可在 policylog.yaml 中寫 robots: {override: 理由}",
		}},
		Secret: {"", [3]string{
			"the page repeats a secret that was sent to it", "页面重复了随请求发去的保密内容", "頁面重複了隨請求送出的保密內容",
		}},
		StatusOf:       {"", [3]string{"{1}: {about}", "{1}：{about}", "{1}：{about}"}},
		Encoding:       {"", [3]string{"content encoding {1}: {2}", "内容编码 {1} 无法解开：{2}", "內容編碼 {1} 無法解開：{2}"}},
		EncodingUnsaid: {"", [3]string{"content encoding {1} was not asked for", "服务器用了未请求的内容编码 {1}", "伺服器用了未請求的內容編碼 {1}"}},
		Encodings:      {"", [3]string{"{1} content encodings one upon the other", "内容编码多达 {1} 层", "內容編碼多達 {1} 層"}},
		NotTried: {"", [3]string{
			"not tried: the host gave no answer to several sources before it in this run",
			"未尝试：同一主机的前几个来源页面均无应答", "未嘗試：同一主機的前幾個來源頁面均無回應",
		}},
		Environment: {"", [3]string{
			"the environment variable {1} is not set\nhint: set it where fetch runs",
			"环境变量 {1} 没有设置\n提示：请在运行 fetch 之处设置", "環境變數 {1} 沒有設定\n提示：請在執行 fetch 之處設定",
		}},
		EnvironmentHas: {"", [3]string{
			"the environment variable {1} holds a line end or another control character",
			"环境变量 {1} 含有换行或其他控制字符", "環境變數 {1} 含有換行或其他控制字元",
		}},
		Unasked304: {"", [3]string{
			"fetch {1}: the server says unchanged (304) though it was not asked that",
			"{1}：未曾询问，服务器却答复无变更（304）", "{1}：未曾詢問，伺服器卻回覆無變更（304）",
		}},
		Unasked206: {"", [3]string{
			"fetch {1}: the server sent a part of the page (206) though it was not asked that",
			"{1}：未曾要求，服务器却只发来页面的一部分（206）", "{1}：未曾要求，伺服器卻只傳來頁面的一部分（206）",
		}},
		ShellFailed: {"", [3]string{"the page is an empty shell: {about}", "页面是空壳：{about}", "頁面是空殼：{about}"}},
		NoBrowser:   {"", [3]string{"no browser to render the page with", "没有可用来载入页面的浏览器", "沒有可用來載入頁面的瀏覽器"}},
		NoPDF:       {"", [3]string{"no PDF reader built in", "没有内置 PDF 阅读器", "沒有內建 PDF 閱讀器"}},
		ReadPDF:     {"", [3]string{"read PDF: {about}", "读取 PDF：{about}", "讀取 PDF：{about}"}},

		URLNone: {"", [3]string{
			"{1} is no URL, want https://host/path", "{1} 不是网址，应形如 https://host/path", "{1} 不是網址，應形如 https://host/path",
		}},
		URLScheme: {"", [3]string{
			"{1} is no web address, want http:// or https://", "{1} 不是网页地址，应以 http:// 或 https:// 开头", "{1} 不是網頁位址，應以 http:// 或 https:// 開頭",
		}},
		URLHost: {"", [3]string{
			"{1} names no host, want https://host/path", "{1} 没有主机名，应形如 https://host/path", "{1} 沒有主機名稱，應形如 https://host/path",
		}},
		URLPort: {"", [3]string{
			"{1} names a port that there is not, want one from 1 to 65535", "{1} 的端口不存在，应为 1 至 65535", "{1} 的連接埠不存在，應為 1 至 65535",
		}},
		URLPassword: {"", [3]string{
			"the URL of host {1} holds a user name or password: use headers_from_env",
			"主机 {1} 的网址含有用户名或密码：请改用 headers_from_env", "主機 {1} 的網址含有使用者名稱或密碼：請改用 headers_from_env",
		}},

		WrongChecksum: {"", [3]string{"checksum is wrong", "校验和不符", "校驗和不符"}},
		TooShort:      {"", [3]string{"is truncated", "文件不完整", "檔案不完整"}},
		OtherIndex:    {"", [3]string{"its index belongs to another pack", "索引属于另一个包文件", "索引屬於另一個包檔案"}},
		WrongContent:  {"", [3]string{"content does not match its name", "内容与名称不符", "內容與名稱不符"}},
		Gone:          {"", [3]string{"is gone", "已丢失", "已遺失"}},
		Damaged:       {"", [3]string{"is damaged: {about}", "已损坏：{about}", "已損壞：{about}"}},
		LongerThanSaid: {"", [3]string{
			"longer than its header says, or its checksum is wrong", "比其头部所记更长，或校验和不符", "比其標頭所記更長，或校驗和不符",
		}},
		BadSize:       {"", [3]string{"size {1}", "大小 {1}", "大小 {1}"}},
		BadDelta:      {"", [3]string{"bad delta in {1}", "{1} 中的差分有误", "{1} 中的差分有誤"}},
		BadHeader:     {"", [3]string{"bad header in {1}", "{1} 中的头部有误", "{1} 中的標頭有誤"}},
		BadType:       {"", [3]string{"unknown type {1} in {2}", "{2} 中有未知的类型 {1}", "{2} 中有未知的類型 {1}"}},
		ObjectAt:      {"", [3]string{"object {1}", "对象 {1}", "物件 {1}"}},
		ObjectIn:      {"", [3]string{"object {1} in {2}", "{2} 中的对象 {1}", "{2} 中的物件 {1}"}},
		CommitOf:      {"", [3]string{"{1}, commit {2}", "{1}，提交 {2}", "{1}，提交 {2}"}},
		Object:        {"", [3]string{"object {1}: {about}", "对象 {1}：{about}", "物件 {1}：{about}"}},
		MissingObject: {"", [3]string{"{1}: object {2} is missing", "{1}：缺少对象 {2}", "{1}：缺少物件 {2}"}},
		InFile:        {"", [3]string{"{1}: {about}", "{1}：{about}", "{1}：{about}"}},
		InLine:        {"", [3]string{"line {1}: {about}", "第 {1} 行：{about}", "第 {1} 行：{about}"}},
		WrongKind:     {"", [3]string{"kind {1} has no place on {2}", "{2} 上不应有类别 {1}", "{2} 上不應有類別 {1}"}},
		ChangesMore:   {"", [3]string{"it changes {1} too", "同时改动了 {1}", "同時改動了 {1}"}},
		NoSnapshot: {"", [3]string{
			"its snapshot {1} is not on the branch snapshots", "其原始页面存档 {1} 不在分支 snapshots 上", "其原始頁面存檔 {1} 不在分支 snapshots 上",
		}},
		OtherSnapshot: {"", [3]string{"its snapshot {1} is of {2}", "其原始页面存档 {1} 属于 {2}", "其原始頁面存檔 {1} 屬於 {2}"}},
		NoTime:        {"", [3]string{"{1} is no time", "{1} 不是时间", "{1} 不是時間"}},
		TextByHand:    {"", [3]string{"it changes {1} by hand and is no version", "手工改动了 {1}，不是存档版本", "手動改動了 {1}，不是存檔版本"}},
		PageByHand: {"", [3]string{
			"it changes {1} and is no recorded snapshot: somebody made it by hand",
			"改动了 {1}，但不是存入的原始页面存档：系手工所为", "改動了 {1}，但不是存入的原始頁面存檔：係手動所為",
		}},
		NotInTree: {"", [3]string{"{1} is not in its tree", "其目录树中没有 {1}", "其目錄樹中沒有 {1}"}},
		WrongDigest: {"", [3]string{
			"{1} has SHA-256 {2}, its commit says {3}", "{1} 的 SHA-256 为 {2}，而提交所记为 {3}", "{1} 的 SHA-256 為 {2}，而提交所記為 {3}",
		}},
		RunChanged: {"", [3]string{"a run's file was changed or removed", "某次运行的文件被改动或删除", "某次執行的檔案遭改動或刪除"}},
		RunName:    {"", [3]string{"is no name of a run's file", "不是运行记录的文件名", "不是執行紀錄的檔名"}},
		RunTime:    {"", [3]string{"the run was at {1}", "该次运行的时间为 {1}", "該次執行的時間為 {1}"}},
		RunDigest: {"", [3]string{
			"lists {1} sources that are not the {2} of its digest", "所列 {1} 个来源页面与摘要中的 {2} 个不符", "所列 {1} 個來源頁面與摘要中的 {2} 個不符",
		}},
		IndexCount: {"", [3]string{
			"lists {1} versions, and there are {2} on {3}", "索引列出 {1} 个存档版本，{3} 上有 {2} 个", "索引列出 {1} 個存檔版本，{3} 上有 {2} 個",
		}},
		NotLatest: {"", [3]string{
			"main does not have its latest text, that of commit {1}", "main 上不是最新的文本（提交 {1}）", "main 上不是最新的文本（提交 {1}）",
		}},
		SnapshotsAway: {"", [3]string{
			"is not in this clone, and {1} versions name snapshots on it: `policylog pull` in an archive of its own " +
				"(`policylog init`, or `git clone --mirror`) brings all refs",
			"不在此克隆中，而有 {1} 个存档版本指向其上的原始页面存档：在自己的存档中用 `policylog pull`（`policylog init`，或 `git clone --mirror`）可取来全部引用",
			"不在此複本中，而有 {1} 個存檔版本指向其上的原始頁面存檔：在自己的存檔中以 `policylog pull`（`policylog init`，或 `git clone --mirror`）可取來全部參照",
		}},
	}
})
