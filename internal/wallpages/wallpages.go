// Package wallpages has what servers send instead of a policy: error pages, walls of bots, login and consent walls, empty
// shells and stumps, written for the tests that none of them is ever recorded as one.
package wallpages

// Page is one of them.
type Page struct {
	Name    string
	Problem string // what must be said of it, a part of it; "|" parts alternatives
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
	{"parked", "parked domain", `<title>acme.example</title><p>This domain is for sale. Make an offer today!</p>`},
	{"nginx welcome", "error page", `<title>Welcome to nginx!</title><h1>Welcome to nginx!</h1><p>If you see this page, the nginx web server is successfully installed and working. Further configuration is required.</p>`},
	{"old browser", "error page", `<title>Acme</title><p>Your browser is no longer supported. Please upgrade your browser to view this page.</p>`},
	{"engine's crash", "nor reads like", `<title>Worker threw exception</title><h1>Error 1101</h1><h2>Worker threw exception</h2><p>You asked for a page of a website on this network. An unknown fault came up while it was drawn.</p>
		<p>If you own this website, look at the faults of your worker and its logs in the dashboard.</p>`},
	{"parked at a registrar", "parked domain", `<title>acme.example</title><p>Welcome to acme.example</p><p>This Web page is parked, courtesy of the registrar.</p><p>Is this your domain? Let's turn it into a website! Would you like to buy this domain?</p>`},
	{"hosting panel", "nor reads like", `<title>Web Server's Default Page</title><h1>Web Server's Default Page</h1><p>This page is generated by the hosting panel. You see this page because there is no Web site at this address.</p><p>You can create domains and set up Web hosting here.</p>`},
	{"waiting room", "nor reads like", `<title>Queue</title><h1>You are now in line</h1><p>When it is your turn, you will have 10 minutes to enter the website. Thank you for your patience.</p><p>Number of users in line ahead of you: 1,204</p>`},
	{"security service", "bot wall", `<title>Site verification</title><h1>This website is using a security service to protect itself from online attacks.</h1><p>You performed an action that triggered the service and blocked your request.</p><p>Event ID: aabbccdd</p>`},
	{"age gate of a brewery", "consent wall", `<title>Acme Brewery</title><h1>Are you of legal drinking age?</h1><p>You must be 21 or older to enter this site.</p><button>Yes, I am</button><p>By entering you accept our <a href="/t">Terms</a> and <a href="/p">Privacy Policy</a>. Please drink responsibly.</p>`},
	{"zh firewall", "bot wall", `<meta charset="utf-8"><title>网站防火墙</title><div>网站防火墙</div><p>您的请求带有不合法参数，已被网站管理员设置拦截！</p><p>可能原因：</p><ul><li>您提交的内容包含危险的攻击请求</li></ul><p>如何解决：</p><ul><li>检查提交内容；</li><li>普通网站访客，请联系网站管理员；</li></ul>`},
	{"zh cloud firewall", "bot wall", `<meta charset="utf-8"><title>501页面</title><h1>很抱歉，您提交的请求可能对网站造成威胁，请求已被管理员设置的策略阻断</h1><p>如需帮助请联系网站管理员并提供以下信息：UUID：aabbccdd-1122</p>`},
	{"zh no such site", "nor reads like", `<meta charset="utf-8"><title>没有找到站点</title><h1>没有找到站点</h1><h3>您的请求在Web服务器中没有找到对应的站点！</h3><p>可能原因：</p><ol><li>您没有将此域名或IP绑定到对应站点！</li><li>配置文件未生效！</li></ol>
		<p>如何解决：</p><ol><li>检查是否已经绑定到对应站点；</li><li>检查端口是否正确；</li><li>普通网站访客，请联系网站管理员；</li></ol>`},
	{"zh new site", "nor reads like", `<meta charset="utf-8"><title>恭喜，站点创建成功！</title><h1>恭喜, 站点创建成功！</h1><h3>这是默认页，由系统自动生成</h3><ul><li>本页面在FTP根目录下的index.html</li><li>您可以修改、删除或覆盖本页面</li><li>FTP相关信息，请到面板系统后台查看</li></ul>`},
	{"zh not filed", "nor reads like", `<meta charset="utf-8"><title>网站未备案提示</title><h2>网站暂时无法访问</h2><p>该网站尚未按规定完成备案，请网站负责人前往备案系统办理。</p><p>什么是备案？非经营性的互联网信息服务须先履行备案手续，方可开通。</p>`},
	{"zh domain", "parked domain", `<meta charset="utf-8"><title>acme.example 域名出售</title><h1>acme.example</h1><p>您正在访问的域名可以转让！</p><p>联系邮箱：owner@acme.example</p><p>报价：￥88,000，支持中介交易，请先发邮件说明来意与心理价位。</p>`},
	{"ja crowded", "nor reads like", `<html lang="ja"><meta charset="utf-8"><title>アクセスが集中しています</title><h1>只今アクセスが集中しております</h1><p>ただいま大変混み合っており、ページを表示できません。時間をおいてから、もう一度お越しくださいますようお願いいたします。</p>`},
	{"ja new domain", "parked domain", `<html lang="ja"><meta charset="utf-8"><title>ドメイン</title><h1>このドメインは登録会社で取得されています。</h1><p>登録会社は最安水準の価格で知られる公式登録サービスです。ドメインの検索と申し込みはこちらからどうぞ。</p>`},
	{"ko blocked site", "bot wall", `<html lang="ko"><meta charset="utf-8"><title>접속 차단 안내</title><h1>접속 차단 안내</h1><p>귀하가 접속하려는 사이트에서 불법 내용이 제공되고 있어 해당 사이트에 대한 접속이 차단되었음을 알려드립니다. 자세한 내용은 담당 기관에 문의하시기 바랍니다.</p>`},
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
	{"error page above its cookie dialogues", "error page", Site("Acme Social", `<h2>This page isn't available right now</h2><p>There may be a technical fault that we are busy with. Try again.</p>`+
		cookieDialogue("Allow cookies of Acme Social in this browser?")+cookieDialogue("Your choice of cookies"))},
	{"redirecting", "empty shell|near empty", `<title>Redirecting...</title><p>You are being redirected. Click here if you are not redirected.</p>`},
	{"empty", "near empty", ``},
	{"stump", "near empty", `<title>Terms</title><h1>Terms of Service</h1><p>Last updated.</p>`},
	{"navigation alone", "near empty", Site("Privacy Policy - Acme", ``)},
}

// cookieDialogue is a question of consent that no attribute tells from a text.
func cookieDialogue(question string) string {
	return `<div><p>` + question + `</p><p>Acme uses cookies and similar technologies to provide and improve what its products show, for a safer stay through what
		cookies tell of visits on Acme and off it, and to provide and improve its products for those who have an account, on each of the devices that
		they are used on, for as long as they are used there. Learn more about what is essential and what is optional.</p><p>In the Cookie Policy there
		is more about what these technologies are and how we use them, and the choice can be seen there and taken back at any time, as often as one
		likes, in this browser and in others.</p><p>Allow all cookies</p><p>Only allow essential cookies</p></div>`
}

// Site wraps a text in the furniture of a website.
func Site(title, main string) string {
	return `<!DOCTYPE html><html><head><title>` + title + `</title></head><body><header><a href="/">Acme</a><nav><ul><li><a href="/p">Products</a></li>
		<li><a href="/s">Support</a></li><li><a href="/login">Log in</a></li></ul></nav></header><main>` + main + `</main>
		<footer><ul><li><a href="/privacy">Privacy Policy</a></li><li><a href="/terms">Terms</a></li></ul><p>© 2025 Acme Inc. All rights reserved.</p></footer></body></html>`
}
