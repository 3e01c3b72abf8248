package extract

import (
	"strings"
	"sync"

	"policylog/internal/reason"
)

// signal is a way in which pages say that they are not what was asked for.
type signal struct {
	what   reason.Kind // told with the words
	titles []string    // a whole title or heading, or its beginning
	texts  []string    // part of a short text
}

// inTitle is the words by which a title or heading, in lower case, is that of such a page; "" when it is none.
func (s signal) inTitle(line string) string {
	if line == "" || len(line) > 160 {
		return ""
	}
	for _, t := range s.titles {
		// "404 - Example", "Page not found | Example"
		if rest, ok := strings.CutPrefix(line, t); ok && (rest == "" || strings.HasPrefix(strings.TrimLeft(rest, " "), "|") ||
			startsWithAny(rest, " - ", " – ", " — ", " · ", ": ", " (", ", ", "! ", " :", "-", "…", "_")) {
			return t
		}
		if rest, ok := strings.CutSuffix(line, t); ok && endsWithAny(rest, " - ", " – ", " — ", " · ", ": ", "| ", "-", "_") {
			return t
		}
	}
	return ""
}

// inText is the first of its words that a text in lower case holds.
func (s signal) inText(lower string) string {
	for _, words := range s.texts {
		if strings.Contains(lower, words) {
			return words
		}
	}
	return ""
}

func startsWithAny(s string, list ...string) bool {
	for _, p := range list {
		if strings.HasPrefix(s, p) {
			return true
		}
	}
	return false
}

func endsWithAny(s string, list ...string) bool {
	for _, p := range list {
		if strings.HasSuffix(s, p) {
			return true
		}
	}
	return false
}

// pageSignals are looked for in this order.
var pageSignals = sync.OnceValue(func() []signal {
	return []signal{
		{
			what: reason.BotSays,
			titles: phrases(`just a moment, just a moment..., attention required, attention required!, are you a robot, are you human,
			robot check, robot or human, security check, security verification, human verification,
			verify you are human, checking your browser, please verify you are a human, bot verification,
			pardon our interruption, ddos protection, access to this page has been denied, unusual traffic, captcha,
			captcha verification, one more step, 安全验证, 人机验证, 安全检查, 访问验证, 验证码, 滑动验证, 安全驗證,
			人機驗證, セキュリティチェック, 보안 확인, client challenge, vercel security checkpoint`),
			texts: phrases(`checking your browser, verify you are human, verify that you are human, verifying you are human,
			confirm you are human, prove you are human, are you a robot, you are not a robot, i'm not a robot,
			i am not a robot, not a bot, unusual traffic, automated requests, automated access, suspicious activity,
			ddos protection by, complete the captcha, solve the captcha, complete the security check,
			enable cookies and javascript, press & hold, protect itself from online attacks, blocked your request,
			request was blocked, 请求已被, 請求已被, 阻断, 拦截, 攔截, 차단되었, enable javascript and cookies to continue,
			needs to review the security of your connection, pardon our interruption, 请完成安全验证, 请完成验证,
			拖动滑块, 拖动下方滑块, 向右滑动, 人机验证, 请输入验证码, 访问过于频繁, 請完成驗證, 請輸入驗證碼, 異常流量,
			您的访问请求可能对网站造成安全威胁, ロボットではありません, ロボットではないこと, 로봇이 아닙니다,
			kein roboter, pas un robot, no soy un robot, não sou um robô, non sono un robot, я не робот, ray id:,
			incident id:, incapsula incident, request unsuccessful`),
		},
		{
			what: reason.ParkedSays,
			texts: phrases(`domain is for sale, domain name is for sale, buy this domain, get this domain, domain has expired, domain is parked,
			page is parked, parked for free, domain parking, domain isn't connected, is this your domain, 域名已过期, 域名出售, 域名可以转让,
			網域已過期, 網域出售, このドメインは, 이 도메인은`),
		},
		{
			what: reason.ErrorSays,
			titles: phrases(`404, 403, 500, 502, 503, 410, 429, 401, 400, error, error 404, error 403, error 500, error 503, 404 error,
			404 not found, 404 page not found, 403 forbidden, 500 internal server error, 502 bad gateway,
			503 service unavailable, 503 service temporarily unavailable, 504 gateway time-out, 504 gateway timeout,
			429 too many requests, 410 gone, http error 404, http 404, http status 404, not found, page not found,
			page not found (404), the page cannot be found, page cannot be found, the requested url was not found,
			this page could not be found, this page isn't available, this page isn’t available, page unavailable,
			page does not exist, page doesn't exist, page missing, file not found, no page found, nothing found,
			content not found, content unavailable, we can't find that page, we can’t find that page,
			sorry we can't find that page, we couldn't find that page, oops, oops!, whoops, uh oh, something went wrong,
			an error occurred, an error has occurred, application error, server error, internal server error,
			service unavailable, service temporarily unavailable, bad gateway, bad request, gateway timeout,
			gateway time-out, too many requests, rate limited, gone, access denied, forbidden, unauthorized,
			permission denied, request blocked, request rejected, you have been blocked, sorry, you have been blocked,
			blocked, not available in your region, unavailable, site maintenance, under maintenance, maintenance,
			maintenance mode, scheduled maintenance, down for maintenance, we'll be back soon, we’ll be back soon,
			be right back, site not found, domain not found, coming soon, under construction, site offline,
			website is offline, index of /, welcome to nginx, welcome to nginx!, apache2 ubuntu default page,
			account suspended, this site can't be reached, error response, runtime error, fatal error, server error in '/' application,
			this content isn't available right now, this content isn’t available right now, link expired, 网站升级中, 系统升级中, 找不到页面, 页面不存在, 页面未找到,
			未找到页面, 页面没有找到, 您访问的页面不存在, 出错了, 页面出错, 系统错误, 服务器错误, 访问被拒绝, 拒绝访问,
			系统维护, 网站维护中, 页面走丢了, 网页无法访问, 404错误, 抱歉, 找不到頁面, 頁面不存在, 查無此頁, 找不到網頁,
			您要找的頁面不存在, 發生錯誤, 系統錯誤, 伺服器錯誤, 存取被拒, 拒絕存取, 系統維護中, 網站維護中,
			ページが見つかりません, お探しのページは見つかりません, ページが見つかりませんでした, 404エラー,
			アクセスが拒否されました, エラー, メンテナンス中, エラーが発生しました, 페이지를 찾을 수 없습니다, 오류,
			점검 중, 접근 거부, seite nicht gefunden, die seite wurde nicht gefunden, fehler, fehler 404,
			zugriff verweigert, wartungsarbeiten, page non trouvée, page introuvable, erreur, erreur 404, accès refusé,
			accès interdit, site en maintenance, página no encontrada, error de servidor, acceso denegado,
			página não encontrada, erro, erro 404, acesso negado, pagina non trovata, errore, errore 404,
			accesso negato, pagina niet gevonden, toegang geweigerd, nie znaleziono strony, strona nie istnieje,
			nie znaleziono, błąd 404, страница не найдена, ошибка, ошибка 404, доступ запрещен, доступ запрещён,
			sayfa bulunamadı, sidan hittades inte, siden ble ikke funnet, siden blev ikke fundet, sivua ei löydy,
			sivua ei löytynyt, stránka nenalezena, az oldal nem található, pagina nu a fost găsită,
			halaman tidak ditemukan, không tìm thấy trang, trang không tồn tại, الصفحة غير موجودة, לא נמצא, הדף לא נמצא,
			ไม่พบหน้า, ไม่พบหน้าที่คุณต้องการ, पृष्ठ नहीं मिला, η σελίδα δεν βρέθηκε, сторінку не знайдено`),
			texts: phrases(`page not found, page could not be found, page cannot be found, page can't be found, page can’t be found,
			page you requested, page you are looking for, page you were looking for, page you're looking for,
			page you’re looking for, looking for doesn't exist, looking for does not exist, page doesn't exist,
			page does not exist, page no longer exists, page may have been moved, this page isn't available,
			this page isn’t available, requested url was not found, requested resource could not be found,
			could not find the page, couldn't find the page, couldn’t find the page, can't find that page,
			can’t find that page, can't find the page, can’t find the page, can't seem to find, can’t seem to find,
			no longer available at this address, link you followed may be broken, file or directory not found,
			error 404, 404 error, 404 not found, http 404, error code: 404, internal server error, something went wrong,
			an error occurred, an error has occurred, an unexpected error, encountered an error, unexpected error,
			isn't available right now, isn’t available right now, it's been deleted, it’s been deleted, fatal error, stack trace,
			runtime error, refresh this page, refresh the page, reload the page, try again later, please try again in a few,
			service unavailable, temporarily unavailable, bad gateway, gateway time-out, gateway timeout,
			server is temporarily unable, too many requests, rate limit, access denied,
			you don't have permission to access, you do not have permission, don’t have permission to access,
			you have been blocked, has been blocked, request blocked, has banned your, scheduled maintenance,
			undergoing maintenance, down for maintenance, be back soon, be back shortly, not available in your country,
			not available in your region, unavailable in your region, unavailable for legal reasons,
			account has been suspended, default web page, it works!,
			your browser is not supported, browser is no longer supported, please upgrade your browser,
			outdated browser, 页面不存在, 找不到页面, 找不到您访问的, 页面未找到, 无法找到该页, 页面已被删除,
			内容不存在, 您访问的页面, 出错了, 服务器错误, 请稍后再试, 请稍后重试, 请刷新, 刷新页面, 刷新重试,
			访问被拒绝, 没有权限访问, 系统维护, 正在维护, 网络异常, 加载失败, 您的浏览器版本过低, 頁面不存在,
			找不到頁面, 找不到您要, 找不到您所, 查無此頁, 頁面已被移除, 發生錯誤, 伺服器錯誤, 請稍後再試, 請重新整理,
			重新整理頁面, 存取被拒, 沒有權限, 系統維護, 維護中, ページが見つかりません, ページは見つかりません,
			お探しのページ, ページは存在しない, 移動または削除された, エラーが発生しました, しばらくしてから,
			しばらく経ってから, 再度お試しください, アクセスできません, アクセスが拒否, メンテナンス中,
			페이지를 찾을 수 없, 존재하지 않는 페이지, 오류가 발생, 잠시 후 다시, 접근 권한이 없, 점검 중,
			seite nicht gefunden, seite wurde nicht gefunden, seite konnte nicht gefunden, seite existiert nicht,
			ein fehler ist aufgetreten, versuchen sie es später, zugriff verweigert, keine berechtigung,
			page introuvable, page demandée, page que vous cherchez, page que vous recherchez, n'existe pas,
			n’existe pas, une erreur est survenue, une erreur s'est produite, une erreur s’est produite,
			veuillez réessayer, accès refusé, accès interdit, página no encontrada, página que busca, página que buscas,
			página que estás buscando, página solicitada, no existe, ha ocurrido un error, se ha producido un error,
			inténtelo de nuevo, inténtalo de nuevo, acceso denegado, página não encontrada, página que você,
			página solicitada, não existe, ocorreu um erro, tente novamente, acesso negado, pagina non trovata,
			pagina richiesta, non esiste, si è verificato un errore, riprova più tardi, accesso negato,
			pagina niet gevonden, pagina bestaat niet, er is een fout opgetreden, er ging iets mis, probeer het later,
			strona nie została znaleziona, strona nie istnieje, nie znaleziono strony, wystąpił błąd, spróbuj ponownie,
			страница не найдена, страница не существует, страницы не существует, произошла ошибка, попробуйте позже,
			повторите попытку, доступ запрещ, sayfa bulunamadı, bir hata oluştu, tekrar deneyin, hittades inte,
			ett fel har uppstått, ett fel uppstod, ble ikke funnet, blev ikke fundet, ei löytynyt, ei löydy, nenalezena,
			nem található, nu a fost găsit, tidak ditemukan, terjadi kesalahan, không tìm thấy, không tồn tại,
			đã xảy ra lỗi, غير موجودة, حدث خطأ, לא נמצא, אירעה שגיאה, ไม่พบหน้า, เกิดข้อผิดพลาด, नहीं मिला, δεν βρέθηκε,
			не знайдено`),
		},
		{
			what: reason.LoginSays,
			titles: phrases(`log in, login, sign in, signin, log in or sign up, sign in to continue, log in to continue, please log in,
			please sign in, member login, authentication required, sign in - google accounts, account login, 登录,
			请登录, 用户登录, 账号登录, 登入, 請登入, 會員登入, ログイン, サインイン, 로그인, anmelden, anmeldung,
			einloggen, connexion, se connecter, identifiez-vous, iniciar sesión, inicia sesión, acceder, entrar,
			fazer login, iniciar sessão, accedi, accesso, inloggen, aanmelden, zaloguj się, logowanie, вход, войти,
			авторизация, giriş yap, logga in, logg inn, log ind, kirjaudu, přihlášení, bejelentkezés, masuk, đăng nhập,
			تسجيل الدخول, התחברות, เข้าสู่ระบบ`),
			texts: phrases(`log in to continue, sign in to continue, login to continue, please log in, please sign in, please login,
			you must log in, you must be logged in, you need to log in, you need to sign in, you need to be logged in,
			log in or sign up, sign in or create, sign in with google, forgot password, forgot your password,
			forgotten password, keep me signed in, remember me, session has expired, session expired, 请先登录, 请登录,
			登录后查看, 登录后继续, 忘记密码, 扫码登录, 請先登入, 請登入, 登入後, 忘記密碼, ログインしてください,
			ログインが必要, パスワードをお忘れ, 로그인이 필요, 비밀번호를 잊, bitte melden sie sich an,
			passwort vergessen, veuillez vous connecter, mot de passe oublié, inicie sesión para, inicia sesión para,
			olvidaste tu contraseña, olvidó su contraseña, faça login, esqueceu a senha, esqueceu sua senha,
			password dimenticata, effettua l'accesso, wachtwoord vergeten, zaloguj się, забыли пароль, войдите,
			şifremi unuttum, nie pamiętasz hasła, glömt lösenord`),
		},
		{
			what: reason.ConsentSays,
			titles: phrases(`before you continue, before you continue to google, we value your privacy,
			we care about your privacy, your privacy is important to us, cookie consent, cookie settings,
			cookie preferences, privacy preference center, privacy preferences, manage consent, age verification,
			verify your age, are you over 18, subscribe to continue, are you of legal drinking age, are you of legal age, wir schätzen ihre privatsphäre,
			ihre privatsphäre ist uns wichtig, datenschutzeinstellungen, cookie-einstellungen,
			la tua privacy è importante, nous respectons votre vie privée, votre vie privée, paramètres des cookies, valoramos su privacidad,
			valoramos tu privacidad, tu privacidad es importante, rispettiamo la tua privacy, wij waarderen uw privacy,
			cenimy twoją prywatność, cenimy prywatność użytkowników, zanim przejdziesz dalej, bevor sie fortfahren,
			avant de continuer, antes de continuar, prima di continuare, cookie 设置, cookie 設定, 年龄验证, 年齡驗證,
			年龄确认, クッキーの設定, 年齢確認, 쿠키 설정`),
			texts: phrases(`accept all, accept cookies, accept all cookies, allow all cookies, reject all, manage options,
			manage preferences, manage cookies, cookie preferences, customize choices, we value your privacy,
			we and our partners, partners use cookies, partners store, store and/or access information, by clicking accept, by clicking “accept, by clicking "accept, before you continue,
			agree and continue, accept and continue, consent to the use of cookies, i am over 18, are you over 18,
			confirm your age, verify your age, legal drinking age, are you of legal age, i am of legal age, subscribe to read, subscribe to continue, disable your ad blocker,
			ad blocker detected, alle akzeptieren, alle cookies akzeptieren, alles akzeptieren, alle ablehnen,
			zustimmen und weiter, wir und unsere partner, mit werbung weiterlesen, tout accepter, tout refuser,
			accepter et continuer, accepter et fermer, continuer sans accepter, nos partenaires, aceptar todo,
			aceptar todas, rechazar todo, aceptar y continuar, nuestros socios, noi e i nostri, i nostri partner, accetta e continua, onze partners, nossos parceiros, nasi partnerzy, aceitar tudo, aceitar todos,
			rejeitar tudo, accetta tutto, accetta tutti, rifiuta tutto, alles accepteren, alle cookies accepteren,
			zaakceptuj wszystko, akceptuję, принять все, принять всё, tümünü kabul et, acceptera alla, godta alle,
			accepter alle, hyväksy kaikki, 全部接受, 接受所有, 接受全部, 全部拒绝, 同意并继续, 同意並繼續, 接受並繼續,
			全部拒絕, 已满18岁, 已滿18歲, すべて許可, すべて同意, すべて受け入れる, 同意して続ける, 모두 수락,
			모두 동의, 동의하고 계속`),
		},
		{
			what: reason.Shell,
			titles: phrases(`javascript required, javascript is required, javascript is disabled, javascript disabled,
			please enable javascript, loading, loading..., redirecting, redirecting..., please wait, please wait...,
			加载中, 載入中, 正在加载, 正在跳转, 読み込み中`),
			texts: phrases(`enable javascript, javascript is disabled, javascript is not enabled, javascript is required,
			requires javascript, need to enable javascript, javascript must be enabled, turn on javascript,
			without javascript, javascript disabled, you are being redirected, redirecting to, redirecting you,
			click here if you are not redirected, 请启用 javascript, 启用javascript, 开启javascript, 请开启 javascript,
			請啟用 javascript, 啟用javascript, 正在跳转, 正在加载, 載入中, javascriptを有効, javascript を有効,
			자바스크립트를 활성화, javascript aktivieren, aktivieren sie javascript, activer javascript,
			activez javascript, habilitar javascript, active javascript, habilite o javascript, ative o javascript,
			abilita javascript, attiva javascript, включите javascript`),
		},
	}
})
