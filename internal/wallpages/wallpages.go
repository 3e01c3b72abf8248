// Package wallpages has what servers send instead of a policy: error pages, walls of bots, login and consent walls, empty
// shells and stumps, written for the tests that none of them is ever recorded as one.
package wallpages

// Page is one of them.
type Page struct {
	Name    string
	Problem string // what must be said of it, the beginning; "|" parts alternatives
	HTML    string
}

// All are error pages, walls and stubs of the kinds that servers send instead of a policy, by what must be said
// of them.
var All = []Page{
	// Error pages.
	{"nginx 404", "error page", `<html><head><title>404 Not Found</title></head><body><center><h1>404 Not Found</h1></center><hr><center>nginx/1.18.0</center></body></html>`},
	{"apache 404", "error page", `<title>404 Not Found</title><h1>Not Found</h1><p>The requested URL /privacy was not found on this server.</p>`},
	{"nginx 502", "error page", `<title>502 Bad Gateway</title><center><h1>502 Bad Gateway</h1></center>`},
	{"iis 403", "error page", `<title>403 - Forbidden: Access is denied.</title><div id="content"><h2>403 - Forbidden: Access is denied.</h2><h3>You do not have permission to view this directory or page using the credentials that you supplied.</h3></div>`},
	{"varnish 503", "error page", `<title>503 Backend fetch failed</title><h1>Error 503 Backend fetch failed</h1><p>Backend fetch failed</p><h3>Guru Meditation:</h3><p>XID: 12345</p>`},
	{"friendly 404 within the site", "error page", Site("Page not found | Acme", `<h1>Oops! Page not found</h1><p>We can't find the page you're looking for. Try the home page or search.</p><a href="/">Home</a>`)},
	{"soft 404", "error page", Site("Acme", `<h2>Sorry</h2><p>The page you requested may have been moved or deleted. Please check the address.</p>`)},
	{"refresh", "error page", Site("Acme Help", `<p>Something went wrong. Refresh this page to try again.</p>`)},
	{"not for this visitor", "error page", Site("Acme Social", `<h2>This content isn't available right now</h2><p>When this happens, it is usually because the owner has shared it with a small group of people, has changed who can see it, or has taken it away altogether. Go back to the page before.</p>`)},
	{"asp.net", "error page", `<title>IIS</title><h1>Server Error in '/' Application.</h1><h2>Runtime Error</h2><p>An exception was raised on the server. The settings of this application prevent its details from being viewed from afar. They can be viewed by browsers that run on the machine itself.</p>`},
	{"php", "error page", `<br /><b>Fatal error</b>:  Uncaught Error: Call to undefined function policy() in /var/www/html/legal/page.php:12 Stack trace: #0 /var/www/html/index.php(3): require() #1 {main} thrown in <b>/var/www/html/legal/page.php</b> on line <b>12</b><br />`},
	{"zh-CN 404", "error page", Site("页面不存在", `<h1>抱歉，您访问的页面不存在</h1><p>您可以返回首页，或者稍后再试。</p><a href="/">返回首页</a>`)},
	{"zh-CN soft error", "error page", Site("某公司", `<p>网络异常，加载失败，请刷新重试</p>`)},
	{"zh-TW 404", "error page", Site("找不到頁面", `<h1>找不到網頁</h1><p>您要找的頁面已被移除或網址有誤。</p>`)},
	{"zh-TW maintenance", "error page", Site("系統維護中", `<p>系統維護中，造成不便敬請見諒，請稍後再試。</p>`)},
	{"ja 404", "error page", Site("ページが見つかりません | 会社", `<h1>お探しのページは見つかりませんでした</h1><p>移動または削除された可能性があります。</p>`)},
	{"ko 404", "error page", Site("404", `<h1>페이지를 찾을 수 없습니다</h1><p>입력하신 주소가 정확한지 다시 한번 확인해 주세요.</p>`)},
	{"de 404", "error page", Site("Seite nicht gefunden – Firma", `<h1>Seite nicht gefunden</h1><p>Die gewünschte Seite existiert nicht mehr.</p>`)},
	{"fr 404", "error page", Site("Page introuvable", `<h1>Page introuvable</h1><p>La page que vous cherchez n'existe pas ou a été déplacée.</p>`)},
	{"es 404", "error page", Site("Error 404", `<h1>Página no encontrada</h1><p>La página que buscas no existe.</p>`)},
	{"pt 404", "error page", Site("Página não encontrada", `<p>A página que você procura não existe.</p>`)},
	{"it 404", "error page", Site("Errore 404", `<p>La pagina richiesta non esiste.</p>`)},
	{"ru 404", "error page", Site("Страница не найдена", `<p>Запрошенной страницы не существует. Перейдите на главную.</p>`)},
	{"pl 404", "error page", Site("Nie znaleziono strony", `<p>Strona nie istnieje lub została przeniesiona.</p>`)},
	{"tr 404", "error page", Site("Sayfa bulunamadı", `<p>Aradığınız sayfa bulunamadı.</p>`)},
	{"nl 404", "error page", Site("Pagina niet gevonden", `<p>Deze pagina bestaat niet (meer).</p>`)},
	{"ar 404", "error page", Site("الصفحة غير موجودة", `<p>عذرا، الصفحة التي تبحث عنها غير موجودة.</p>`)},
	{"vi 404", "error page", Site("Không tìm thấy trang", `<p>Trang bạn tìm kiếm không tồn tại.</p>`)},
	{"500", "error page", Site("Internal Server Error", `<h1>500</h1><p>The server encountered an internal error and was unable to complete your request.</p>`)},
	{"rate limit", "error page", `<title>429 Too Many Requests</title><p>You have sent too many requests in a given amount of time.</p>`},
	{"blocked", "error page", `<title>Request Blocked</title><p>Your request was blocked. If this is an error, contact support with id 8d1f.</p>`},
	{"region", "error page", Site("Acme", `<h1>Unavailable</h1><p>This service is not available in your region.</p>`)},
	{"parked", "error page", `<title>acme.example</title><p>This domain is for sale. Make an offer today!</p>`},
	{"nginx welcome", "error page", `<title>Welcome to nginx!</title><h1>Welcome to nginx!</h1><p>If you see this page, the nginx web server is successfully installed and working. Further configuration is required.</p>`},
	{"old browser", "error page", `<title>Acme</title><p>Your browser is no longer supported. Please upgrade your browser to view this page.</p>`},
	// Walls of bots.
	{"cloudflare", "bot wall", `<title>Just a moment...</title><script>window._cf_chl_opt={cvId:'3'}</script><noscript>Enable JavaScript and cookies to continue</noscript>`},
	{"cloudflare block", "bot wall", `<title>Attention Required! | Cloudflare</title><h1>Sorry, you have been blocked</h1><h2>You are unable to access acme.example</h2><p>Cloudflare Ray ID: 7a1</p>`},
	{"akamai", "bot wall|error page", `<TITLE>Access Denied</TITLE><H1>Access Denied</H1>You don't have permission to access "http://acme.example/privacy" on this server.<P>Reference #18.2d351ab8.1557333295.a4e16ab<P>https://errors.edgesuite.net/18.2d`},
	{"datadome", "bot wall", `<title>acme.example</title><p>Please enable JS and disable any ad blocker</p><script>var dd={'host':'geo.captcha-delivery.com'}</script><script src="https://ct.captcha-delivery.com/c.js"></script>`},
	{"perimeterx", "bot wall", `<title>Access to this page has been denied</title><div id="px-captcha"></div><p>Press & Hold to confirm you are a human (and not a bot).</p>`},
	{"imperva", "bot wall", `<html><head><META NAME="robots" CONTENT="noindex,nofollow"></head><iframe src="/_Incapsula_Resource?SWUDNSAI=31">Request unsuccessful. Incapsula incident ID: 123</iframe></html>`},
	{"distil", "bot wall", Site("Pardon Our Interruption", `<p>As you were browsing something about your browser made us think you were a bot.</p>`)},
	{"aws", "bot wall", `<script>window.awsWafCookieDomainList = [];</script><div id="challenge-container"></div><noscript><h1>JavaScript is disabled</h1>In order to continue, we need to verify that you're not a robot.</noscript>`},
	{"recaptcha", "bot wall", `<title>Security Check</title><form><div class="g-recaptcha" data-sitekey="x"></div><p>Please complete the security check to access the site.</p></form>`},
	{"zh slider", "bot wall", `<title>安全验证</title><div>请完成安全验证</div><div>向右滑动完成拼图</div>`},
	{"js clearance", "bot wall|empty shell", `<script>document.cookie=('_')+('__jsl_clearance')+'=1';location.href=location.pathname</script>`},
	// Login, consent, shells, stumps.
	{"login", "login wall", Site("Sign in - Acme", `<form><label>E-mail</label><input type="email"><label>Password</label><input type="password"><button>Sign in</button></form><a href="/reset">Forgot your password?</a>`)},
	{"zh login", "login wall", Site("登录", `<form>账号<input name="u">密码<input type="password"><button>登录</button></form>`)},
	{"members", "login wall", Site("Acme wiki", `<p>You must be logged in to view this page. Please log in to continue.</p>`)},
	{"it consent wall", "consent wall", Site("Giornale", `<h2>La tua privacy è importante</h2><p>Noi e i nostri 812 partner archiviamo informazioni su un dispositivo, come gli identificatori unici nei cookie, per il trattamento dei dati personali. Puoi accettare o gestire le tue scelte quando vuoi.</p><button>Accetta e continua</button>`)},
	{"google consent", "consent wall", `<title>Before you continue to Google</title><h1>Before you continue</h1><p>We use cookies and data to deliver and maintain services and track outages. If you choose to “Accept all,” we will also use cookies to develop new services.</p><form><button>Reject all</button><button>Accept all</button></form><a>Privacy</a> <a>Terms</a>`},
	{"cookie wall", "consent wall", `<title>Acme News</title><div><h2>We value your privacy</h2><p>We and our 842 partners store and access information on a device. You can accept or manage your choices.</p><button>Accept all</button><button>Manage options</button></div>`},
	{"de pur", "consent wall", `<title>Zeitung</title><h1>Mit Werbung weiterlesen</h1><p>Wir und unsere Partner verarbeiten Daten. Zustimmen und weiter oder Abo abschließen.</p><p>Alle akzeptieren</p>`},
	{"age gate", "consent wall", `<title>Brewery</title><h1>Are you over 18?</h1><p>Please confirm your age to enter.</p><a>Yes</a> <a>No</a>`},
	{"react shell", "empty shell", `<title>Privacy Policy</title><noscript>You need to enable JavaScript to run this app.</noscript><div id="root"></div><script src="/static/js/main.1.js"></script>`},
	{"vue shell", "empty shell", `<title>隐私政策</title><div id="app"></div><script src=/js/chunk.js></script><script src=/js/app.js></script>`},
	{"loading", "empty shell", `<title>Acme</title><div id="app"><p>Loading...</p></div><script src="/a.js"></script>`},
	{"redirect by meta", "near empty", `<title>Acme</title><meta http-equiv="refresh" content="0; url=/en/">`},
	{"redirecting", "empty shell|near empty", `<title>Redirecting...</title><p>You are being redirected. Click here if you are not redirected.</p>`},
	{"empty", "near empty", ``},
	{"stump", "near empty", `<title>Terms</title><h1>Terms of Service</h1><p>Last updated.</p>`},
	{"navigation alone", "near empty", Site("Privacy Policy - Acme", ``)},
}

// Site wraps a text in the furniture of a website.
func Site(title, main string) string {
	return `<!DOCTYPE html><html><head><title>` + title + `</title></head><body><header><a href="/">Acme</a><nav><ul><li><a href="/p">Products</a></li>
		<li><a href="/s">Support</a></li><li><a href="/login">Log in</a></li></ul></nav></header><main>` + main + `</main>
		<footer><ul><li><a href="/privacy">Privacy Policy</a></li><li><a href="/terms">Terms</a></li></ul><p>© 2025 Acme Inc. All rights reserved.</p></footer></body></html>`
}
