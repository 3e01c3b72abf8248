package fact

// thirdParties is the table of known recipients and their products: advertising networks, attribution, analytics,
// processors, platforms. A name counts where it has a capital; one after "?" is a common word too and counts only
// where it cannot be one (not at the start of a sentence, or with 's, a link or Chinese beside it). Gathered from the
// lists of partners that policies publish and from the vendor lists of IAB Europe and of Apple's SKAdNetwork.
const thirdParties = `
google | google; google inc.; google llc; google inc; google ireland limited; google ireland | 谷歌; 谷歌公司
google analytics | google analytics; universal analytics; google analytics for firebase; google analytics 4 | 谷歌分析; 谷歌统计; google分析
google ads | google ads; google adwords; adwords; google ad manager; doubleclick; double click; google marketing platform; adsense; google adsense; admob; google admob; google dynamic remarketing | 谷歌广告
firebase | firebase; google firebase; crashlytics; firebase analytics; firebase analytic; firebase crashlytics | 
google pay | google pay | 谷歌支付
google play | google play; google play store; google play services | 谷歌商店
google cloud | google cloud; google cloud platform; bigquery; google tag manager; recaptcha; google recaptcha; google fonts; google workspace | 谷歌云
google maps | google maps; google maps api | 谷歌地图
youtube | youtube |
facebook | facebook; facebook inc.; facebook, inc.; facebook ireland; facebook audience network; audience network; facebook pixel; meta pixel; facebook custom audiences; facebook login; facebook connect; meta platforms; meta platforms, inc.; meta platforms ireland; meta; instagram; whatsapp; facebook messenger | 脸书; 面书
twitter | twitter; twitter inc.; mopub; x corp.; x corp; periscope | 推特
linkedin | linkedin; linkedin insight tag | 领英
microsoft | microsoft; microsoft corporation; microsoft azure; azure; bing ads; microsoft advertising; microsoft clarity; office 365; microsoft 365; skype; github; xandr | 微软
bing | bing | 必应
apple | apple; apple inc.; app store; apple pay; icloud; apple app store; itunes; apple id; apple search ads; testflight | 苹果公司; 苹果
amazon | amazon; amazon web services; aws; amazon.com; amazon pay; amazon s3; amazon advertising; cloudfront; amazon alexa; alexa; amazon ses | 亚马逊
unity | ?unity; unity ads; unity technologies; unity analytics | 
vungle | vungle; liftoff | 
ironsource | ironsource; iron source | 
applovin | applovin; app lovin; applovin max | 
adjust | ?adjust; adjust gmbh; adjust inc. | 
appsflyer | appsflyer; apps flyer | 
affise | affise | 
branch | ?branch; branch metrics; branch.io | 
kochava | kochava | 
singular | ?singular; tune, inc. | 
chartboost | chartboost | 
tapjoy | tapjoy | 
adcolony | adcolony; ad colony | 
mytarget | mytarget | 
yandex | yandex; yandex metrica; yandex.metrica; appmetrica; yandex ads | 
vk | vkontakte; vk.com; mail.ru | 
inmobi | inmobi; in mobi | 
mintegral | mintegral; mobvista | 汇量科技
pangle | pangle | 穿山甲
bytedance | bytedance | 字节跳动
douyin | douyin | 抖音
toutiao | toutiao | 今日头条
ocean engine | ocean engine | 巨量引擎
tiktok | tiktok; tiktok pixel |
fyber | fyber; digital turbine; inneractive | 
smaato | smaato | 
pubmatic | pubmatic | 
criteo | criteo | 
taboola | taboola | 
outbrain | outbrain | 
appnexus | appnexus | 
the trade desk | the trade desk; trade desk; tradedesk | 
rubicon | rubicon project; magnite | 
openx | openx | 
index exchange | index exchange | 
quantcast | quantcast | 
comscore | comscore; scorecardresearch | 
nielsen | nielsen | 尼尔森
chartbeat | chartbeat | 
oracle | ?oracle; bluekai; addthis; oracle data cloud; moat | 甲骨文
salesforce | salesforce; pardot; salesforce.com; exacttarget; tableau; krux | 
adobe | adobe; adobe analytics; omniture; adobe marketing cloud; marketo; typekit; adobe experience cloud; adobe target | 奥多比
hotjar | hotjar | 
mixpanel | mixpanel | 
amplitude | ?amplitude | 
segment | ?segment; segment.io; segment.com; twilio segment | 
heap | heap analytics; heap inc. | 
fullstory | fullstory; full story | 
mouseflow | mouseflow; crazy egg; lucky orange; crazyegg; smartlook | 
optimizely | optimizely | 
new relic | new relic | 
sentry | sentry.io; ?sentry; functional software | 
bugsnag | bugsnag; bugly; instabug; raygun; rollbar | 
datadog | datadog; splunk; loggly; logrocket; sumo logic | 
flurry | flurry; flurry analytics | 
localytics | localytics | 
braze | ?braze; appboy | 
leanplum | leanplum | 
clevertap | clevertap | 
onesignal | onesignal; one signal | 
airship | airship; urban airship | 
mailchimp | mailchimp; mandrill; the rocket science group | 
sendgrid | sendgrid; twilio sendgrid | 
mailgun | mailgun; mailjet; sparkpost; sendinblue; brevo; postmark; constant contact; campaign monitor; klaviyo; activecampaign | 
hubspot | hubspot | 
intercom | ?intercom; intercom.io; intercom inc. | 
zendesk | zendesk | 
freshdesk | freshdesk; freshworks; freshchat; zoho; helpshift; help scout; crisp im; livechat; olark; tawk.to; drift.com | 
twilio | twilio | 
stripe | ?stripe; stripe inc.; stripe, inc. | 
paypal | paypal; braintree; venmo | 贝宝
square | square inc.; square, inc. | 
adyen | adyen; worldpay; klarna; razorpay; authorize.net; paytm; checkout.com; paymentwall; xsolla; american express; chargebee; recurly; fastspring |
mastercard | mastercard | 万事达
visa | visa inc. | 维萨
jkopay | jkopay | 街口支付
alipay | alipay | 支付宝
ant group | ant group; ant financial | 蚂蚁集团; 蚂蚁金服
wechat | wechat; weixin | 微信
wechat pay | wechat pay; tenpay | 微信支付; 财付通
tencent | tencent; qq; tencent holdings | 腾讯; 腾讯公司
tencent cloud | tencent cloud | 腾讯云
tencent ads | tencent ads | 腾讯广告; 广点通; 优量汇; 腾讯优量汇
tencent maps | tencent maps | 腾讯地图
alibaba | alibaba | 阿里巴巴
alibaba cloud | alibaba cloud; aliyun | 阿里云
taobao | taobao | 淘宝
tmall | tmall | 天猫
amap | amap; autonavi | 高德; 高德地图
alimama | alimama | 阿里妈妈
baidu | baidu | 百度
baidu maps | baidu maps | 百度地图
baidu tongji | baidu tongji | 百度统计
baidu union | baidu union | 百度联盟
baidu cloud | baidu cloud | 百度云
huawei | huawei; hms core | 华为
huawei cloud | huawei cloud | 华为云
xiaomi | xiaomi; xiaomi inc. | 小米
oppo | oppo; realme |
heytap | heytap | 欢太
oneplus | oneplus | 一加
vivo | vivo | 
meizu | meizu | 魅族
samsung | samsung; samsung electronics; samsung pay | 三星
lenovo | lenovo | 联想
motorola | motorola | 摩托罗拉
sony | sony; playstation | 索尼
jd | jd.com; jingdong | 京东
meituan | meituan | 美团
dianping | dianping | 大众点评
didi | didi | 滴滴; 滴滴出行
kuaishou | kuaishou | 快手
weibo | sina weibo; weibo | 微博; 新浪微博
sina | sina | 新浪
netease | netease | 网易; 网易云
mobtech | mobtech; sharesdk; mob.com |
moloco | moloco |
okta | okta; auth0 |
plaid | plaid inc.; plaid technologies |
snowflake | snowflake inc.; databricks |
umeng | umeng; umeng+; cnzz | 友盟; 友盟+; 友盟统计
getui | getui; igexin; unipush | 个推; 个信互动
jiguang | jiguang; jpush; aurora mobile | 极光推送; 极光
xinge | xinge | 信鸽推送; 信鸽
talkingdata | talkingdata; talking data | 
sensors analytics | sensors analytics; sensorsdata; growingio | 神策; 神策数据
reyun | reyun | 热云; 热云数据
miaozhen | miaozhen; miaozhen systems | 秒针; 秒针系统
admaster | admaster | 精硕科技
antiy | antiy; antiy mobile security; antiy mobile security avl sdk; avl sdk | 安天; 安天移动安全
avast | avast; avg | 
iqiyi | iqiyi | 爱奇艺
youku | youku | 优酷
unionpay | unionpay; union pay; china unionpay | 银联; 中国银联
china mobile | china mobile | 中国移动
china unicom | china unicom | 中国联通
china telecom | china telecom | 中国电信
iflytek | iflytek | 科大讯飞; 讯飞
sogou | sogou | 搜狗
qihoo 360 | qihoo; qihoo 360 | 奇虎; 三六零
cheetah mobile | cheetah mobile | 猎豹移动
sf express | sf express | 顺丰; 顺丰速运
dhl | dhl | 敦豪
fedex | fedex | 联邦快递
line | line corporation; line corp. | 连我
naver | naver; kakao; kakaotalk; ?line; line corporation; line pay | 
rakuten | rakuten | 乐天
opera | opera software | 
mozilla | mozilla; mozilla corporation; mozilla foundation; thunderbird; bugzilla | 谋智; mozilla基金会
firefox | firefox | 火狐
spotify | spotify | 
netflix | netflix | 奈飞
snapchat | snapchat; snap inc.; snap pixel | 
pinterest | pinterest; pinterest tag | 
reddit | reddit | 
tumblr | tumblr; flickr; disqus; livefyre; vimeo; dailymotion; soundcloud; foursquare; yelp; eventbrite; meetup.com; groupon; myspace | 
yahoo | yahoo; yahoo!; verizon media; oath inc.; aol; gemini ads; yahoo japan | 雅虎
gravatar | gravatar; wordpress; automattic; wordpress.com; akismet; jetpack | 
cloudflare | cloudflare; akamai; fastly; jsdelivr; maxcdn | 
digitalocean | digitalocean; rackspace; heroku; linode; ovhcloud; ovh; hetzner; netlify; vercel | 
dropbox | dropbox | 
zoom | zoom video communications; zoom.us | 
slack | slack technologies; slack inc. | 
gainsight | gainsight; pendo.io | 
shopify | shopify; magento; bigcommerce; woocommerce; wix.com; squarespace | 
typeform | typeform; surveymonkey; qualtrics; google forms; jotform; survey monkey | 
atlassian | atlassian; jira; trello; confluence | 
gitlab | gitlab | 
equifax | equifax; experian; transunion; acxiom; liveramp; neustar; lotame; datalogix; dun & bradstreet; epsilon data; eyeota; id5; tapad; drawbridge; thetradedesk | 
doubleverify | doubleverify; integral ad science; sizmek; flashtalking; adform; adroll; nextroll; rocket fuel; mediamath; turn inc.; tremor video; teads; sovrn; sharethrough; triplelift; bidswitch; smart adserver; zedo; conversant; valueclick; tribal fusion; exponential interactive; undertone; undertone networks; media.net; revcontent; bombora; 33across; adara; amobee; basis technologies; gumgum; kargo; yieldmo; improve digital; stackadapt; simpli.fi; steelhouse; perfect audience; retargeter; atlas solutions; specific media; collective media; traffic marketplace; burst media; 24/7 real media; advertising.com; pulsepoint; contextweb; casale media; adblade; undertone; dstillery; exelate; webtrends; coremetrics; kissmetrics; clicktale; sessioncam; parse.ly; piwik; matomo; statcounter; tealium; ensighten; signal digital; lytics; moengage; webengage; apptentive; apptimize; countly; gameanalytics; deltadna; playfab; swrve; helium; unity3d; startapp; appodeal; appbrain; supersonic ads; millennial media; jumptap; greystripe; admarvel; leadbolt; airpush; nexage; hyprmx; ogury; bidmachine; verve; loopme; maio; nend; five ads; i-mobile; zucks; fluct; adfurikun | 
`

// jurisdictions are countries, regions and the states of the United States that privacy law names, with ISO 3166 names
// in lower case as keys. Names that are a common word or a person's (Georgia, Jordan, Chad) are left out.
const jurisdictions = `
eea | european economic area; eea; european economic area (eea); eea countries | 欧洲经济区; 欧盟专属经济区; 欧洲经济体; 欧洲经济区(eea); 欧洲经济区（eea）
eu | european union; eu; eu member states; eu member state; the union | 欧盟; 欧洲联盟; 欧盟成员国; 欧盟会员国
europe | europe | 欧洲
efta | efta; efta state; european free trade association | 欧洲自由贸易联盟; 欧洲自由贸易联盟成员国
uk | united kingdom; uk; u.k.; great britain; british | 英国; 联合王国
england | england; england and wales | 英格兰
scotland | scotland | 苏格兰
northern ireland | northern ireland | 北爱尔兰
us | united states; u.s.; us; usa; u.s.a.; united states of america; the states | 美国; 美利坚合众国
california | california; californian; state of california | 加州; 加利福尼亚; 加利福尼亚州; 美国加州
colorado | colorado | 科罗拉多州; 科罗拉多
connecticut | connecticut | 康涅狄格州; 康乃狄克州
virginia | virginia | 弗吉尼亚州; 维吉尼亚州
utah | utah | 犹他州
texas | texas | 德克萨斯州; 得克萨斯州; 德州
nevada | nevada | 内华达州
new york | new york | 纽约; 纽约州
delaware | delaware | 特拉华州; 德拉瓦州
washington | washington state; state of washington | 华盛顿州
oregon | oregon | 俄勒冈州
florida | florida | 佛罗里达州
illinois | illinois | 伊利诺伊州; 伊利诺州
vermont | vermont | 佛蒙特州
massachusetts | massachusetts | 马萨诸塞州; 麻州
china | china; mainland china; people's republic of china; prc; chinese mainland; the people's republic of china | 中国; 中国大陆; 中华人民共和国; 中国境内; 中国内地; 大陆地区; 内地; 中华人民共和国境内
hong kong | hong kong; hong kong sar | 香港; 中国香港; 香港特别行政区
macau | macau; macao | 澳门; 中国澳门; 澳门特别行政区
taiwan | taiwan; republic of china | 台湾; 中国台湾; 中华民国; 台湾地区
singapore | singapore | 新加坡
india | india | 印度
russia | russia; russian federation | 俄罗斯; 俄国; 俄罗斯联邦
japan | japan | 日本
south korea | south korea; republic of korea; korea | 韩国; 南韩; 大韩民国
brazil | brazil | 巴西
canada | canada | 加拿大
quebec | quebec | 魁北克
ontario | ontario |
british columbia | british columbia |
mexico | mexico | 墨西哥
argentina | argentina | 阿根廷
australia | australia | 澳大利亚; 澳洲
new zealand | new zealand | 新西兰; 纽西兰
germany | germany; federal republic of germany; deutschland | 德国; 德意志
france | france | 法国
spain | spain | 西班牙
italy | italy | 意大利; 义大利
netherlands | netherlands; the netherlands; holland | 荷兰
belgium | belgium | 比利时
ireland | ireland; republic of ireland | 爱尔兰
switzerland | switzerland; swiss | 瑞士
austria | austria | 奥地利
sweden | sweden | 瑞典
norway | norway | 挪威
denmark | denmark | 丹麦
finland | finland | 芬兰
iceland | iceland | 冰岛
liechtenstein | liechtenstein | 列支敦士登; 列支敦斯登
luxembourg | luxembourg | 卢森堡
portugal | portugal | 葡萄牙
poland | poland | 波兰
czech republic | czech republic; czechia | 捷克
greece | greece | 希腊
hungary | hungary | 匈牙利
romania | romania | 罗马尼亚
bulgaria | bulgaria | 保加利亚
estonia | estonia | 爱沙尼亚
latvia | latvia | 拉脱维亚
lithuania | lithuania | 立陶宛
ukraine | ukraine | 乌克兰
turkey | turkey; türkiye | 土耳其
israel | israel | 以色列
saudi arabia | saudi arabia | 沙特阿拉伯; 沙乌地阿拉伯
united arab emirates | united arab emirates; uae | 阿联酋; 阿拉伯联合酋长国; 阿拉伯联合大公国
south africa | south africa | 南非
nigeria | nigeria | 尼日利亚; 奈及利亚
egypt | egypt | 埃及
indonesia | indonesia | 印度尼西亚; 印尼
malaysia | malaysia | 马来西亚
thailand | thailand | 泰国
vietnam | vietnam; viet nam | 越南
philippines | philippines; the philippines | 菲律宾
pakistan | pakistan | 巴基斯坦
bangladesh | bangladesh | 孟加拉国; 孟加拉
kenya | kenya | 肯尼亚
chile | chile | 智利
colombia | colombia | 哥伦比亚
peru | peru | 秘鲁
alabama | alabama | 阿拉巴马州
alaska | alaska | 阿拉斯加州
arizona | arizona | 亚利桑那州
arkansas | arkansas | 阿肯色州
hawaii | hawaii | 夏威夷州; 夏威夷
idaho | idaho | 爱达荷州
indiana | indiana | 印第安纳州
iowa | iowa | 艾奥瓦州
kansas | kansas | 堪萨斯州
kentucky | kentucky | 肯塔基州
louisiana | louisiana | 路易斯安那州
maine | maine | 缅因州
maryland | maryland | 马里兰州
michigan | michigan | 密歇根州
minnesota | minnesota | 明尼苏达州
mississippi | mississippi | 密西西比州
missouri | missouri | 密苏里州
montana | montana | 蒙大拿州
nebraska | nebraska | 内布拉斯加州
new hampshire | new hampshire | 新罕布什尔州
new jersey | new jersey | 新泽西州
new mexico | new mexico | 新墨西哥州
north carolina | north carolina | 北卡罗来纳州
north dakota | north dakota | 北达科他州
ohio | ohio | 俄亥俄州
oklahoma | oklahoma | 俄克拉荷马州
pennsylvania | pennsylvania | 宾夕法尼亚州
rhode island | rhode island | 罗得岛州
south carolina | south carolina | 南卡罗来纳州
south dakota | south dakota | 南达科他州
tennessee | tennessee | 田纳西州
west virginia | west virginia | 西弗吉尼亚州
wisconsin | wisconsin | 威斯康星州
wyoming | wyoming | 怀俄明州
belarus | belarus | 白俄罗斯
serbia | serbia | 塞尔维亚
croatia | croatia | 克罗地亚
slovakia | slovakia | 斯洛伐克
slovenia | slovenia | 斯洛文尼亚
albania | albania | 阿尔巴尼亚
malta | malta | 马耳他; 马尔他
cyprus | cyprus | 塞浦路斯; 赛普勒斯
kazakhstan | kazakhstan | 哈萨克斯坦; 哈萨克
uzbekistan | uzbekistan | 乌兹别克斯坦
mongolia | mongolia | 蒙古
nepal | nepal | 尼泊尔
sri lanka | sri lanka | 斯里兰卡
myanmar | myanmar | 缅甸
cambodia | cambodia | 柬埔寨
laos | laos | 老挝
brunei | brunei | 文莱; 汶莱
qatar | qatar | 卡塔尔; 卡达
kuwait | kuwait | 科威特
bahrain | bahrain | 巴林
oman | oman | 阿曼
iraq | iraq | 伊拉克
iran | iran | 伊朗
lebanon | lebanon | 黎巴嫩
morocco | morocco | 摩洛哥
tunisia | tunisia | 突尼斯
algeria | algeria | 阿尔及利亚
ethiopia | ethiopia | 埃塞俄比亚
ghana | ghana | 加纳; 迦纳
uganda | uganda | 乌干达
tanzania | tanzania | 坦桑尼亚
zambia | zambia | 赞比亚
venezuela | venezuela | 委内瑞拉
ecuador | ecuador | 厄瓜多尔
bolivia | bolivia | 玻利维亚
uruguay | uruguay | 乌拉圭
paraguay | paraguay | 巴拉圭
costa rica | costa rica | 哥斯达黎加
panama | panama | 巴拿马
guatemala | guatemala | 危地马拉
cuba | cuba | 古巴
dominican republic | dominican republic | 多米尼加
puerto rico | puerto rico | 波多黎各
north korea | north korea | 朝鲜
monaco | monaco | 摩纳哥
moldova | moldova | 摩尔多瓦
armenia | armenia | 亚美尼亚
azerbaijan | azerbaijan | 阿塞拜疆
`

// legalReferences are laws, regulations and frameworks by name.
const legalReferences = `
gdpr | gdpr; general data protection regulation; eu general data protection regulation; general data protection regulation (gdpr); eu gdpr; regulation (eu) 2016/679; dsgvo; datenschutz-grundverordnung | 通用数据保护条例; 一般数据保护条例; 通用数据保护法规; 一般资料保护规则; 一般资料保护规范; 欧盟通用数据保护条例; 通用资料保护规则; 一般数据保护规则; 一般数据保护规范; 通用资料保护条例; 个人资料保护规则; 欧盟一般资料保护规则; 一般资料保护条例; 欧盟一般数据保护条例
uk gdpr | uk gdpr | 
uk data protection act | uk data protection act 2018; data protection act 2018; uk data protection act; data protection act 1998; data protection act |
eprivacy directive | eprivacy directive; e-privacy directive; directive 2002/58/ec; directive 95/46/ec; data protection directive | 电子隐私指令
ccpa | ccpa; california consumer privacy act; california consumer privacy act of 2018; california consumer privacy act (ccpa) | 加州消费者隐私法; 加州消费者隐私权法; 加利福尼亚州消费者隐私权法; 加利福尼亚州消费者隐私法; 加州消费者隐私法案; 加利福尼亚消费者隐私法; 加利福尼亚州消费者隐私法案; 加州消费者隐私权法案; 加利福尼亚消费者隐私法案; 加利福尼亚消费者隐私权法
cpra | cpra; california privacy rights act; california privacy rights act of 2020 | 加州隐私权法; 加州隐私权法案; 加州隐私权利法; 加利福尼亚州隐私权法
caloppa | caloppa; california online privacy protection act; online privacy protection act | 加州在线隐私保护法; 加州线上隐私保护法
shine the light | shine the light; california civil code section 1798.83; california's shine the light law; civil code section 1798.83; california civil code § 1798.83; california civil code 1798.83; california business and professions code section 22581; california civil code section 1798 | 
can-spam | can-spam; can-spam act; can spam act; can-spam act of 2003 |
coppa | coppa; children's online privacy protection act; children's online privacy protection act of 1998; children's online privacy protection rule; children's online privacy protection act (coppa) | 儿童在线隐私保护法; 儿童线上隐私保护法; 儿童网路隐私保护法; 儿童网络隐私保护法; 儿童在线隐私保护法案; 儿童线上隐私权保护法
hipaa | hipaa; health insurance portability and accountability act; health insurance portability and accountability act of 1996 | 
glba | glba; gramm-leach-bliley act; gramm leach bliley act; gramm-leach-bliley | 
ferpa | ferpa; family educational rights and privacy act | 
fcra | fcra; fair credit reporting act | 公平信用报告法
bipa | bipa; biometric information privacy act; illinois biometric information privacy act |
vcdpa | vcdpa; virginia consumer data protection act; cdpa | 弗吉尼亚州消费者数据保护法; 弗吉尼亚消费者数据保护法
colorado privacy act | colorado privacy act; cpa rights |
ctdpa | ctdpa; connecticut data privacy act; connecticut act concerning personal data privacy and online monitoring |
ucpa | ucpa; utah consumer privacy act |
pipl | pipl; personal information protection law; personal information protection law of the people's republic of china | 个人信息保护法; 中华人民共和国个人信息保护法
pdpa | personal data protection act; pdpa |
taiwan pdpa | personal data protection act of taiwan | 个人资料保护法; 个资法; 个人资料保护法施行细则
hong kong pdpo | personal data (privacy) ordinance; pdpo | 个人资料(私隐)条例; 个人资料（私隐）条例; 个人资料(隐私)条例
china cybersecurity law | cybersecurity law; cybersecurity law of the people's republic of china; cyber security law | 网络安全法; 中华人民共和国网络安全法
china data security law | data security law; data security law of the people's republic of china | 数据安全法; 中华人民共和国数据安全法
china civil code | civil code of the people's republic of china | 民法典; 中华人民共和国民法典
china e-commerce law | e-commerce law of the people's republic of china | 电子商务法; 中华人民共和国电子商务法
china consumer law | law on the protection of consumer rights and interests | 消费者权益保护法; 中华人民共和国消费者权益保护法; 消费者保护法
china minors law | law on the protection of minors | 未成年人保护法; 中华人民共和国未成年人保护法
china children provisions | provisions on the cyber protection of children's personal information | 儿童个人信息网络保护规定
gb/t 35273 | gb/t 35273; gb/t 35273-2020; gb/t 35273-2017; information security technology personal information security specification | 个人信息安全规范; 信息安全技术个人信息安全规范; 信息安全技术 个人信息安全规范
lgpd | lgpd; lei geral de proteção de dados; brazilian general data protection law; general data protection law | 巴西通用数据保护法; 通用数据保护法
pipeda | pipeda; personal information protection and electronic documents act |
quebec law 25 | law 25; quebec law 25 | 个人信息保护及电子文件法
appi | appi; act on the protection of personal information | 
pipa | pipa; personal information protection act; korean personal information protection act | 
popia | popia; protection of personal information act | 
dpdp act | dpdp act; digital personal data protection act; digital personal data protection act, 2023 | 数字个人数据保护法
india it act | information technology act, 2000; information technology act |
australia privacy act | privacy act 1988; australian privacy act; australian privacy principles; privacy act 1988 (cth) | 
new zealand privacy act | privacy act 2020; privacy act 1993 | 
swiss fadp | fadp; federal act on data protection; swiss federal act on data protection; nfadp | 
taiwan electronic signatures act | electronic signatures act | 电子签章法
digital services act | digital services act; dsa | 数字服务法; 数位服务法
digital markets act | digital markets act; dma | 数字市场法; 数位市场法
standard contractual clauses | standard contractual clauses; sccs; eu standard contractual clauses; model contractual clauses; model clauses; standard data protection clauses; eu model clauses; european commission's standard contractual clauses; standard contract clauses | 标准合同条款; 标准合约条款; 标准契约条款; 欧盟标准合同条款; 欧盟标准合约条款; 标准合同; 欧盟标准契约条款; 标准资料保护条款
privacy shield | privacy shield; eu-u.s. privacy shield; eu-us privacy shield; swiss-u.s. privacy shield; privacy shield framework; eu-u.s. privacy shield framework; privacy shield principles; eu-u.s. and swiss-u.s. privacy shield frameworks; swiss-u.s. privacy shield framework; eu-u.s. privacy shield principles | 隐私盾; 隐私护盾; 欧美隐私盾; 隐私盾框架; 隐私屏障; 隐私权盾; 欧美隐私护盾
data privacy framework | data privacy framework; eu-u.s. data privacy framework; eu-us data privacy framework; dpf; eu-u.s. dpf; swiss-u.s. data privacy framework; uk extension to the eu-u.s. data privacy framework; data privacy framework program | 数据隐私框架; 资料隐私框架; 欧美数据隐私框架
safe harbor | safe harbor; us-eu safe harbor; u.s.-eu safe harbor; safe harbor framework; safe harbor principles; u.s.-eu safe harbor framework; u.s.-swiss safe harbor framework; safe harbor privacy principles; safe harbour | 安全港; 安全港框架; 安全港协议; 安全港原则
binding corporate rules | binding corporate rules; bcrs | 有约束力的公司规则; 约束性企业规则; 约束性公司规则; 具约束力的企业规则
cisg | cisg; convention on contracts for the international sale of goods; united nations convention on contracts for the international sale of goods; un convention on contracts for the international sale of goods | 联合国国际货物销售合同公约; 国际货物销售合同公约; 联合国国际货物买卖契约公约
digital millennium copyright act | dmca; digital millennium copyright act | 数字千年版权法
`

// certifications are standards and seals.
const certifications = `
soc 2 | soc 2; soc2; soc 2 type ii; soc 2 type 2; soc 2 type i | soc2
soc 1 | soc 1; ssae 16; ssae 18 | 
soc 3 | soc 3 | 
pci dss | pci dss; pci-dss; pci; pci compliant; payment card industry data security standard; payment card industry data security standards; pci data security standard; pci compliance | 支付卡行业数据安全标准
trustarc | trustarc; truste; truste privacy seal; truste certified; truste's privacy program; truste seal; truste certification; truste privacy program; trustarc verified; etrust | 
bbb | bbb online; bbbonline; bbb eu privacy shield; better business bureau; bbb; bbb national programs | 
apec cbpr | apec cbpr; apec cross border privacy rules; apec cross-border privacy rules; cbpr; apec cross border privacy rules system; apec privacy recognition for processors; apec prp; apec cross-border privacy rules system; apec privacy framework; global cbpr | 亚太经合组织跨境隐私规则; 亚太经合组织跨境隐私规则体系; 跨境隐私规则
esrb | esrb; esrb privacy certified; esrb privacy online; esrb kids privacy certified |
kidsafe | kidsafe; kidsafe seal |
privo | privo | 
fedramp | fedramp | 
hitrust | hitrust | 
csa star | csa star | 
eu cloud code of conduct | eu cloud code of conduct | 
nai | nai code of conduct; network advertising initiative; nai | 网络广告促进会; 网路广告促进会
daa | digital advertising alliance; daa; digital advertising alliance of canada; daa self-regulatory principles; self-regulatory principles for online behavioral advertising | 数字广告联盟; 数位广告联盟
edaa | edaa; european interactive digital advertising alliance |
iab | iab europe; interactive advertising bureau; iab |
mlps | mlps; multi-level protection scheme | 等级保护; 信息安全等级保护; 网络安全等级保护; 等保三级; 信息系统安全等级保护; 等保
ccrc | ccrc | 
`
