package fact

// dataTypes is the table of data types and device identifiers: a key, the English names, the Chinese ones in
// Simplified characters (the text is folded) with the wordings of Taiwan and Hong Kong beside those of the mainland.
// A name after "?" counts only in an enumeration or with a possessive before it, since the word is common elsewhere.
//
// The categories follow the public lists of what a policy may collect: GB/T 35273-2020 annexes A and B, GDPR articles
// 4 and 9, California Civil Code 1798.140(v), the data types of Apple's privacy labels and of Google Play's data safety
// section, and the attribute values of the OPP-115 annotation scheme. The wordings are those of policies themselves.
const dataTypes = `
imei | imei; imei number; international mobile equipment identity | imei号; imei编号; imei码; 国际移动设备识别码
imsi | imsi; imsi number | imsi号; imsi编号; 国际移动用户识别码
meid | meid; meid number | meid号
iccid | iccid
oaid | oaid; oaid number; open anonymous device identifier | oaid编号; 匿名设备标识符; 开放匿名设备标识符
gaid | gaid; gaid number; google advertising id; google ad id | gaid编号; 谷歌广告id; google广告id
aaid | aaid; aaid number; android advertising id | aaid编号; 安卓广告id
vaid | vaid; vaid number | vaid编号; 开发者匿名设备标识符
udid | udid; uuid | udid编号
idfa | idfa; identifier for advertisers | 广告标识符idfa
idfv | idfv; identifier for vendors |
android id | android id | 安卓id; androidid
space id | space id |
instance id | instance id |
fcm token | fcm token |
advertising id | advertising id; advertising identifier; ad id; advertising ids; mobile advertising identifier; ad identifier | 广告id; 广告标识符; 广告标识; 广告识别码; 广告标识码
device identifier | device identifier; device id; device ids; unique device identifier; device identification number; unique identifier; device number; device fingerprint; browser fingerprint | 设备标识符; 设备标识; 设备识别码; 设备id; 设备号; 装置标识符; 装置识别码; 唯一设备标识符; 唯一标识符; 唯一识别码; 设备唯一标识符; 装置id; 设备识别号; 装置识别符; 唯一装置识别符
mac address | mac address; wi-fi mac address; media access control address | mac地址; mac位址; mac 地址; 无线mac地址
serial number | serial number; device serial number | 序列号; 设备序列号; 装置序号; 产品序列号; 产品序号; ?序号
sim card | sim card; sim; sim card information | sim卡; sim 卡; sim卡信息
ip address | ip address; internet protocol address; ip addresses; internet protocol (ip) address; ip | ip地址; ip位址; ip 地址; 网际协议地址; 网路位址
ssid | ssid; bssid; wi-fi name; network name | wi-fi名称; wifi名称
wi-fi information | wi-fi information; wi-fi access points; wifi information; connected wi-fi id; wi-fi signal strength; wi-fi password | wi-fi信息; wifi信息; wlan接入点; 无线网络信息; wi-fi信号强度; wi-fi密码; ?信号强度; ?讯号强度
bluetooth | ?bluetooth; bluetooth beacons | 蓝牙; 蓝牙信息; 蓝芽
operating system | operating system; os version; operating system version; android version; ios version; miui version; rom version | 操作系统; 操作系统版本; 作业系统; 系统版本; 系统版本号; android版本; 安卓版本
device model | device model; device type; model name; phone model; hardware model; device manufacturer | 设备型号; 装置型号; ?机型; 手机型号; 设备名称; 设备类型; 装置类型; 设备制造商
device information | device information; device info; device data; device-related information; hardware information; device details; hardware configuration | 设备信息; 装置信息; 装置资讯; 设备资讯; 设备资料; 装置资料; 硬件信息; 硬体资讯; 设备相关信息; 装置相关资料; 硬件配置; 硬体配置; 硬体组态
screen resolution | screen resolution; screen size; screen display information | 屏幕分辨率; 萤幕解析度; 屏幕显示信息; 荧幕显示资讯; 萤幕显示资讯
battery | battery usage; battery level | 电池使用情况; 电量
network operator | network operator; mobile carrier; carrier information; mobile operator; sim card operator | 网络运营商; ?运营商; 电信业者; 移动运营商; 运营商信息
mobile network code | mobile network code; mobile country code; cell identity; cell id; location area code; cell tower; base station | 移动网络代码; 移动国家代码; 基站; 基站信息; 小区识别码; 行动网路代码; 行动国家代码; 基地台
browser | browser type; browser version; browser information; user agent; browser and operating system | 浏览器类型; 浏览器版本; 浏览器信息; 浏览器资讯; 用户代理
cookie | cookie; cookies; web beacon; web beacons; pixel tag; pixel tags; tracking pixel; clear gif; clear gifs; flash cookies; local storage; local shared objects; tracking technologies; similar technologies; web storage; internet tags; ?pixels | cookie; cookies; 像素标签; 网络信标; 网路信标; ?信标; 本地存储; 本机储存; 网站信标; 画素标签; 同类技术; 类似技术; 追踪技术; 小型文字档案; 透明gif; 透明图像; 本地储存; 本机存储
precise location | precise location; precise geolocation; accurate location; exact location; gps location; precise location information; precise location data; gps; gps coordinates; fine location; precise geographic location | 精确位置; 精确位置信息; 精准位置; 精准定位; 精确定位信息; 精确地理位置; 精准地理位置; 精确地理位置信息; 准确位置; gps信息; gps定位
approximate location | approximate location; coarse location; general location; approximate geographic location; general location information; approximate location information; coarse location information | 大致位置; 粗略位置; 模糊位置; 大概位置; 大致地理位置; 模糊地理位置; 约略位置
location | location information; location data; geolocation; geo-location; geolocation data; geographic location; geographical location; physical location; your location; location-related information; location history; longitude and latitude; latitude and longitude; ?location | 位置信息; 位置资讯; 位置资料; 地理位置; 地理位置信息; 地理位置资讯; 定位信息; 所在位置; 定位资讯; 定位资料; 定位数据; 位置数据; 经纬度; 经度和纬度; 行踪轨迹; 行踪信息; 行程信息; ?位置
contacts | ?contacts; contact list; address book; phone book; contact lists | 通讯录; 联系人; 通讯录信息; 联络人; 通信录; 电话簿; 联系人列表; 联络人清单; 联系人信息; 好友列表
call log | call log; call logs; call history; call records | 通话记录; 通话纪录; 呼叫记录; 通话日志
sms | sms; text messages; sms messages; message content; sms content; text message | 短信; 短信内容; 简讯; 短讯; 短信记录; 短信息
messages | chat history; chat content; message history; chat messages; private messages; content of your messages; communications content; ?messages | 聊天记录; 聊天内容; 聊天纪录; 对话内容; 消息内容; 通信内容; 通讯内容; 消息记录
calendar | ?calendar; calendar entries; calendar events; ?calendars | ?日历; 行事历; ?日程; 日程信息
camera | ?camera; camera access | 摄像头; ?相机; 摄影机; 照相机; 相机权限; ?镜头
microphone | ?microphone; ?microphones | 麦克风; 话筒; 录音权限
photos | photos; ?photo; photographs; pictures; ?image; ?images; photo album; profile picture; profile photo; avatar; profile image | 照片; ?图片; 相片; ?相册; 相簿; ?图像; ?影像; 头像; 大头照; 大头贴照; 大头贴; 照片信息; 个人资料图片; 个人资料照片; 个人档案图片; 个人资料相片
video | ?video; ?videos; video recordings; video footage | ?视频; ?影片; 视讯; 录像; 视频信息; 视频内容
voice | ?voice; voice recordings; audio recordings; ?audio; voice data; voice information; audio information; sound recordings; voice commands; call recordings | 语音; 录音; 音频; ?声音; 语音信息; 语音资讯; 声音信息; 音频信息; 语音数据; 音讯; 语音指令; 通话录音
biometric | biometric; biometrics; biometric data; biometric information; biometric identifiers; biometric identifier | 生物识别; 生物识别信息; 生物特征; 个人生物识别信息; 生物辨识; 生物辨识资料; 生物特征信息; 生物识别特征; 生物特征资料; 生物识别数据
face | facial recognition; face recognition; facial features; facial images; facial image; face data; facial data; faceprint; face geometry; face information; face image | 人脸; 人脸信息; ?面部; 面部特征; 面部识别; 面部识别特征; ?脸部; 人脸识别; 脸部辨识; 脸部特征; 人脸图像; 人脸照片; 面部信息; 面容
fingerprint | fingerprint; fingerprints; fingerprint data | 指纹; 指纹信息; 指纹资料; 指纹数据
voiceprint | voiceprint; voice print; voiceprints | 声纹; 声纹信息
iris | ?iris; ?retina; iris scan; retina scan | 虹膜; 视网膜
palm print | ?palm print; hand geometry | 掌纹; 耳廓
genetic | genetic data; genetic information; dna; ?genetic | ?基因; 基因信息; 遗传信息; 基因资料; 遗传资料
health | health data; health information; medical information; medical records; medical history; health conditions; health records; medical data; health; protected health information; health condition; medical condition; physical or mental health | ?健康; 健康信息; 健康资料; 健康数据; 健康状况; ?医疗; 医疗信息; 医疗健康; 病历; 病史; 健康生理信息; 医疗记录; 医疗健康信息; 健康资讯; 身心健康
heart rate | heart rate; blood pressure; blood oxygen; ?pulse | 心率; 血压; 血氧; 脉搏; 心律
height and weight | ?height; ?weight; body weight; body fat | ?身高; ?体重; 体脂; 体脂率; 身高体重
sleep | sleep data; ?sleep; sleep information | ?睡眠; 睡眠数据; 睡眠信息; 睡眠资料
steps | ?steps; step count; exercise data; fitness data; activity data; number of steps; workout data | 步数; 运动数据; 运动信息; 运动记录; 健身数据; 运动资料
race or ethnicity | ?race; ethnicity; ethnic origin; racial or ethnic origin; racial origin | ?种族; ?民族; 族裔; 种族或民族; 种族或族裔
religion | ?religion; religious beliefs; religious or philosophical beliefs; philosophical beliefs; religious belief; religious or other beliefs; religious affiliation | 宗教; 宗教信仰; 哲学信仰; 宗教或哲学信仰
political opinion | political opinions; political views; political affiliation; political beliefs; political opinion | 政治观点; 政治立场; 政治倾向; 政治意见; 政治见解; 政治面貌
sexual orientation | sexual orientation; sex life; sexual preference | 性取向; 性生活; 性向; 性倾向; 婚史; 性偏好
trade union | trade union membership; trade-union membership; union membership | 工会成员; 工会会员; 工会会籍; 工会会员身份
criminal record | criminal record; criminal records; criminal convictions; criminal history; criminal conviction | 犯罪记录; 违法犯罪记录; 刑事定罪; ?前科; 犯罪前科; 刑事犯罪
payment | payment information; payment data; payment details; payment method; payment card; payment card information; billing information; payment methods; payment card details; billing details; billing data; payment card number; payment records | 支付信息; 付款信息; 付款资讯; 付款资料; 支付资讯; 支付方式; 付款方式; 账单信息; 帐单资讯; 支付记录; 支付数据; 付款详情; 支付资料; 帐单信息; 账单资讯; 付款卡; 付款卡号; 付款卡号码; 支付卡; 支付卡号
bank account | bank account; bank account number; bank account details; bank account information; account holder name; bank details | 银行账户; 银行帐户; 银行账号; 银行帐号; 银行账户号码; 银行帐户号码; 银行账户信息; 银行卡; 银行卡号; 银行卡信息; 银行户口; 银行帐户持有人姓名; 银行账户持有人姓名
credit card | credit card; card number; card numbers; credit card number; credit card information; debit card; credit or debit card; debit card number; credit card details; credit card numbers; cvv | 信用卡; 信用卡号码; 信用卡号; 信用卡信息; 信用卡资料; 信用卡资讯; 借记卡; 签帐卡; 金融卡
financial information | financial information; financial data; financial details; ?income; credit history; credit score; ?assets; ?credit report; credit information; financial account | 财务信息; 财产信息; 财务资料; 财务状况; 财务资讯; ?收入; 征信; 信用记录; 征信信息; 财务数据; 金融账户; 金融资讯; 金融信息; 资产状况; 信用信息; 信用资讯
blood type | blood type | 血型
id card | id card; identity card; identification card; national id; government-issued id; government id; government-issued identification; identity document; national identification number; government identifier; id number; ?identification number; passport; passport number; driver's license; driver's license number; driver license; driving licence; social security number; ssn; state identification card number; tax id; tax identification number; identity card number; driver's licence; government-issued identifier; identity documents | 身份证; 身份证号; 身份证号码; 身分证; 身分证字号; 身分证号码; 身份证件; 身份证件号码; 身分证件; 护照; 护照号码; 护照号; 驾驶证; 驾照; 驾驶执照; 社会安全号码; 社会保障号; 社保卡; 居住证; 军官证; 证件号码; 证件信息; 有效证件; 身分证明文件; 身份证明文件; 社保号; 税号; 统一编号; 社会安全码; 身份证照片; 身分证影本; 身份证复印件; 身分证正反面; 营业执照
signature | ?signature; electronic signature | ?签名; ?签字; 电子签名
name | full name; first name; last name; real name; your name; surname; legal name; given name; family name; name and address; names and addresses; recipient name; ?name; ?names | 姓名; 真实姓名; ?名字; 全名; 收件人姓名; 收货人姓名; 姓氏; 本名; 姓名信息
user name | username; user name; usernames; nickname; screen name; display name; nicknames; user names; login name; user id; account id; account name; ?alias; mi account id | 用户名; 昵称; 使用者名称; 用户名称; 暱称; 账号id; 帐号id; 用户id; 账户名; 帐户名称; 账号名; 账号昵称; 账户名称; 使用者id; 别名; 登录名; 使用者代号; 显示名称; 账户标识; 账户标识号; 帐户标识号; 账号标识; 账号识别号码; 账户识别号码; 帐号识别号码
password | password; passwords; pin code; login credentials; log-in credentials; ?credentials; security questions; security question | 密码; 登录密码; 口令; 登入密码; 支付密码; 登录凭证; 登入凭证; 密码保护; 密保问题; ?凭证; ?凭据
phone number | phone number; telephone number; mobile phone number; mobile number; cell phone number; phone numbers; telephone numbers; mobile telephone number; contact number; fax number; cellphone number; cell number; mobile phone numbers | 电话号码; 手机号码; 手机号; 联系电话; 联络电话; 行动电话号码; 移动电话号码; 行动电话; ?电话; 手机号码信息; 固定电话; 座机号; 手提电话号码; 传真号码; ?手机
e-mail address | e-mail address; email address; email; e-mail; e-mail addresses; email addresses; electronic mail address; emails; e-mails | 电子邮箱; 电子邮件; 电子邮件地址; 电子邮箱地址; 邮箱; 邮箱地址; 电邮; 电邮地址; 电子邮件信箱; 邮件地址; 电子信箱; 电子邮件位址; 电子邮寄地址; 电邮位址
postal address | postal address; mailing address; home address; street address; shipping address; delivery address; billing address; residential address; physical address; postal code; zip code; postcode; mailing addresses; postal addresses; residence address; ?address; ?addresses | 收货地址; 送货地址; 邮寄地址; 住址; 通讯地址; 家庭住址; 家庭地址; 邮政编码; 邮递区号; 通信地址; 寄送地址; 居住地址; 联系地址; 收件地址; 帐单地址; 账单地址; 联络地址; 邮编; 街道地址; 配送地址; 运送地址; 收货人地址; 实体地址; 居住地
contact information | contact information; contact details; contact data; contact info | 联系方式; 联系信息; 联络方式; 联络资料; 联系资料; 联络资讯; 连络方式; 连络资料; 联系人方式; 联络信息; 联系资讯
birthday | birthday; date of birth; birth date; birthdate; dates of birth; year of birth; place of birth | 生日; 出生日期; 出生年月; 出生年月日; 出生年份; 出生地
gender | gender; ?sex | 性别; 性別
age | your age; ?age range; ?age group; ?age | 年龄; 年龄段; 年纪; 年龄范围; 岁数
nationality | nationality; citizenship; ?country of residence | 国籍; 公民身份; 居住国家; 国藉
marital status | marital status; family status; ?marriage | 婚姻状况; ?婚姻; 家庭状况; 家庭成员; 婚姻状态
education | ?education; education information; academic records; educational background; educational history; education records | ?学历; 教育背景; 教育程度; 学籍; 教育信息; ?学校; 教育经历; 教育资料
employment | ?employment; ?occupation; job title; employment history; ?profession; ?employer; employment information; work history; professional information; résumé; ?resume; curriculum vitae; ?cv | ?职业; ?职位; 工作经历; 工作单位; 职业信息; ?职务; 任职经历; ?雇主; 职称; ?简历; ?履历; 公司名称; 就业信息
browsing history | browsing history; browsing records; web browsing history; browser history; browsing activity; browsing behavior; browsing data; pages visited; pages you visit; web pages you visit; websites visited; websites you visit; pages viewed; navigation history; browsing information; browsing habits; clickstream; clickstream data; ?clicks; referring url; referral url; referring website; page views; ?url; ?urls | 浏览记录; 浏览历史; 浏览纪录; 浏览信息; 浏览网页记录; 网页浏览记录; 浏览行为; 网站浏览记录; 上网记录; 访问记录; 浏览数据; 点击记录; 点击流; ?点击; 访问的网页; 浏览资料; 浏览历程; 点击次数; 浏览器历史记录; 浏览历史记录; 造访纪录; ?收藏; 收藏记录
search | search history; search queries; search terms; ?searches; search records; search query; search keywords; ?queries | ?搜索; 搜索记录; 搜索历史; 搜寻纪录; 搜索关键词; 搜寻记录; 搜索查询; 搜寻查询; 搜索内容; 搜寻字词; 搜索字词; 搜寻历史; 搜索词; 搜寻历程; 搜索关键字; 查询关键词; 搜寻内容; 查询数据; 查询资料
purchase history | purchase history; purchase records; transaction history; transaction data; transaction information; order information; order history; ?purchases; ?order; ?orders; ?transactions; transaction records; purchase information; shopping history; invoicing details; ?invoice | 购买记录; 交易记录; 交易信息; 订单信息; ?订单; 消费记录; 交易资料; 交易纪录; 订单资讯; 购买纪录; 购物记录; 订单记录; 发票信息; 发票资讯; ?发票; 购买信息; 交易数据; 购买历史; 订购资料; 消费纪录; 订单资料; 采购订单
usage data | usage data; usage information; usage statistics; interaction data; activity information; app usage; usage history; technical data; usage and performance data; user activity; technical and interaction data; usage records; technical information; session recordings; session replay; session replays; telemetry data; telemetry | 使用数据; 使用信息; 使用情况; 使用记录; 使用资讯; 使用资料; 操作记录; 使用纪录; 交互数据; 使用习惯; 行为数据; 活动信息; 使用行为; 技术数据; 互动数据; 使用状况; 操作日志; 活动记录; 操作记录; 操作日志; 操作行为; 活动数据; 活动资料; 遥测数据; 遥测资料
log data | log data; log files; log information; server logs; system logs; ?logs; web logs; access logs; ?access times; log file; server log; log file information; ?access time; system log; standard system logs | ?日志; 日志信息; 日志文件; 系统日志; 服务器日志; 日志资讯; 访问时间; 造访时间; 日志数据; 记录档; 登录日志; 网络日志; 登录时间; 网路日志; 记录资料; 访问日期; 伺服器日志; 伺服器记录; 存取时间; 登录记录; 软件日志; 登录记录; 登入纪录; 登入记录; 登录纪录
crash logs | crash logs; crash reports; crash data; crash report; crash log; error reports; ?diagnostics; diagnostic data; crash information; diagnostic information; error logs; crash logs information; crash reporting; diagnostic reports; error report | 崩溃日志; 崩溃报告; 崩溃信息; 崩溃数据; 诊断数据; 诊断信息; 错误报告; 崩溃记录; 当机报告; 故障信息; 错误日志; 当机资讯; 崩溃资讯; 崩溃事件; 崩溃率; 诊断资料; 诊断报告; 错误信息; 当机纪录; 闪退日志; 当机资料; 当机数据; 故障资料; 故障数据
app list | app list; list of apps; application list; installed apps; installed applications; list of installed apps; list of applications; installed application list; list of installed applications; apps installed; applications installed; app package name | 应用列表; 应用程序列表; 已安装应用列表; 应用程式清单; 已安装应用; 软件列表; 安装列表; 软件安装列表; 已安装的应用; 应用清单; 安装的应用; 已安装应用程序; 已安装应用信息; 应用程式列表; 软件清单; 已安装应用程序列表; 应用包名
clipboard | clipboard; clipboard content; pasteboard | 剪贴板; 剪切板; 剪贴簿; 剪贴板内容
sensor data | sensor data; accelerometer; gyroscope; ?sensors; sensor information | ?传感器; 传感器信息; 加速度计; 陀螺仪; ?感应器; 传感器数据; 加速度传感器; 感测器; 重力传感器
storage | storage permission; external storage; files on your device; phone storage | 存储权限; 储存权限; 外部存储; 存储空间; 储存空间
inferences | inferences; inferred interests; ?interests; ?preferences; ?hobbies; ?profile; user profile; ?characteristics; consumer profile; personal interests | ?推断; ?兴趣; ?偏好; 兴趣爱好; 用户画像; ?爱好; 使用者画像; ?喜好; ?画像; ?推论; 兴趣偏好
language setting | language setting; language settings; language preference; time zone; time zone settings; language preferences; region settings | 语言设置; 语言设定; 时区; 语言偏好; 系统语言; 时区设置; 时区设定; 语言和区域; 语言首选项; 语言偏好设定; 语言环境
social media | social media account; social media profile; social network account; facebook id; social media information; social media accounts; social media profiles | 社交媒体账号; 社交账号; 社交帐号; 社交网络账号; 社群帐号; 微信号; 微信openid; qq号; 第三方账号; 社交媒体帐号; 社交媒体资料
account information | account information; account data; account details; registration information; registration data; profile information; profile data; account info | 账户信息; 账号信息; 帐户资讯; 帐号资讯; 注册信息; 帐户资料; 账户资料; 帐号信息; 注册资料; 个人资料页面; 账户数据; 帐户信息; 帐号资料; 个人资料档案; 注册资讯; 账号资料
feedback | ?feedback; ?comments; survey responses; customer service records; ?reviews; ?ratings; ?survey; ?surveys; customer support records; ?questionnaire; ?questionnaires | ?反馈; ?评论; ?问卷; 意见反馈; ?调查; ?评价; 客服记录; 回馈意见; 意见回馈; 问卷调查; 调查问卷; 反馈内容; ?回馈; ?评分; 客服纪录
license plate | license plate; vehicle information; vehicle identification number; vin; licence plate; vehicle registration number; vehicle registration; registration plate | 车牌; 车牌号; 车牌号码; 车辆信息; 车架号; 车辆识别码; 车辆识别代号; 行驶证; 车辆资讯
demographic | demographic information; demographic data; demographics | 人口统计; 人口统计信息; 人口统计资料; 人口统计数据; 人口特征; 人口统计资讯
children's data | children's personal information; children's information; children's data; personal information of children; personal information from children; information from children; child's personal information | 儿童个人信息; 未成年人个人信息; 儿童的个人信息; 未成年人的个人信息; 未成年人信息; 未成年人资讯; 儿童个人资料; 儿童的个人资料; 儿童的个人资讯; 未成年人的个人资料; 儿童信息
sensitive information | sensitive personal information; sensitive personal data; sensitive data; sensitive information; special categories of personal data; special category data; sensitive personal data or information; special categories of data | 敏感个人信息; 个人敏感信息; 敏感信息; 敏感个人资料; 敏感资料; 个人敏感资讯; 敏感资讯; 敏感的个人资料; 特殊类别的个人数据; 特种个人资料; 特种个资; 敏感数据; 敏感的个人信息; 特殊类别个人数据; 特殊类别个人资料
`
