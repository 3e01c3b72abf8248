package topic

// table has the phrases of each category: weight in the text, weight in a heading, phrases in lower case, Chinese ones
// in Simplified characters (texts are folded) with the wordings of Taiwan beside those of the mainland. A phrase that
// ends in * goes on. Written after the category definitions of OPP-115 and the usual wording of policies.
const table = `
= First Party Collection/Use
3.0 3.0 | we collect; we may collect; information we collect; data we collect; we also collect; we automatically collect; information collected; data collected; we gather; collected automatically; we automatically receive; we may ask you; we ask you
2.5 2.5 | how we use; use your information; use your personal; use the information; uses your information; use your data; used to provide; how we collect; we may use; we will use; we also use; what we collect; what information; uses of information
2.0 1.5 | de-identified; deidentified; anonymized; anonymised; actions you take; information about the; legitimate interests; advertise; show you ads
3.0 4.0 | data definitions; automatically collected
2.0 1.5 | we use; we receive; we process; we may receive; we may process; we record; we obtain; we store; we log; automatically collect*; you provide; you submit; you give us; provided by you; we infer; we analyze; we access; helps us; help us
1.5 2.0 | cookie; cookies; web beacon; web beacons; pixel tag; pixel tags; clear gif; clear gifs; log files; log data; log information; server logs; tracking technologies; similar technologies; ip address; ip addresses; browser type; operating system; device information; clickstream; referring; unique identifier*; local storage
1.2 2.0 | collect; collects; collecting; collection; register; registration; sign up; create an account; usage data; usage information; technical data; interaction data; location information; location data; geolocation; personalize; personalise; personalized; personalised; analytics; targeted advertising; advertising; content data
1.0 1.5 | to improve; to provide; to process; to send; to respond; to communicate; to understand; to verify; to detect; to prevent; to personalize; to personalise; to market; to conduct; to fulfill; to operate; to enforce; to determine; to protect; to maintain; to help; to contact; to enable; to facilitate; to customize; in order to; purpose; purposes; your name; email address; e-mail address; phone number; demographic; postal address; credit card; payment information; device type; profile; identifiers; search terms; marketing; messages; fraud; spam; safety; illegal activity; legal obligation*; research; develop; improve; survey*; contest*; newsletter; your interests; content
1.2 2.0 | legitimate interest*
0.8 1.5 | legal basis; legal bases; lawful bas*; contract; necessary; consent; personal information; personal data; personally identifiable information; your information; non-personal; aggregate*; device; devices; browser; location; photos; use; uses; used; collected
3.5 4.0 | receive information about you; information from other sources; information third parties provide; from third parties; information from partners; receive information from; share information with us; information from third; collect from other; obtain information; other sources; provide us with; provide to us; information you give; information we receive; we learn; receive personal; we may also receive; we also receive; collected from third; publicly available sources
0.0 2.5 | information you provide; how your data is used; our use; what we collect; why we collect; how we get; automatic*; data we collect; information about you; how is your data used; how do you use; types of data; personal information we collect; how do we learn
2.5 2.5 | 我们收集; 我们可能收集; 我们会收集; 我们可能会收集; 收集的信息; 收集哪些; 收集的资料; 收集以下; 我们可能会使用; 我们将使用; 我们会使用; 我们使用; 如何使用; 使用您的; 收集您的; 收集有关您; 收集个人; 收集信息; 您提供给我们; 您直接向我们提供; 我们如何得知; 收集与使用; 收集和使用; 使用这些信息; 会被如何使用; 收集资料
2.0 2.0 | 向我们发送; 发送给我们; 传送给; 发送给; 会收到; 将收到; 我们会存储; 我们会处理; 我们处理; 我们存储; 我们可能会收到; 我们收到; 自动收集; 您提供; 您主动提供; 用于; 获取您的; 以便; 为了; 帮助我们; 以帮助
1.2 2.0 | 收集; cookie; 信标; 日志; ip 地址; ip地址; ip 位址; 技术数据; 交互数据; 互动数据; 位置数据; 地点资料; 位置资料; 技术资料; 互动资料; 操作系统; 浏览器类型; 设备信息; 设备型号; 遥测; 崩溃报告; 故障报告; 改善; 改进; 分析; 统计; 目的; 广告; 推广; 定制; 个性化; 营销活动; 行销活动; 促销; 指标; 测量; 衡量; 回馈意见; 使用者回馈; 用户反馈
0.8 1.2 | 使用; 处理; 信息; 资讯; 资料; 数据; 提供; 设备; 装置; 位置; 个人信息; 个人资料; 个人资讯; 合法利益; 正当权益; 法律依据; 服务; 功能; 体验; 推荐; 建议
0.0 2.5 | 市场营销; 营销; 行销; 非个人信息; 非个人资讯; 数据定义; 法律依据; 数据类型

= Third Party Sharing/Collection
3.0 3.0 | on our behalf; with our affiliates; to third parties; with third parties; by third parties; government authorit*; public authorities; law enforcement agencies; provide it to; make available to; parent company; subsidiaries; joint venture*
1.5 1.5 | publicly; made public; visible to; we work with; provided to; hosting provider*; auditors; professional advis*; publishers; retailers
3.5 3.5 | we share; we may share; share your information; share your personal; share information; share it; shared with; sharing; we disclose; we may disclose; disclose your; disclosed to; sell your; do not sell; rent; trade; share with; share data; how we share; information sharing; disclosure of; share your data; sharing information; share personal; share limited; provide your personal information to; sells your; transferred to; sharing of; share your personal data
2.5 3.0 | third part*; third-part*; service provider*; service-provider*; vendors; subcontract*; business partners; affiliate*; law enforcement; subpoena*; court order*; legal process; merger*; acquisition; bankruptcy; sale of assets; business transfer*; reorganization; legal requests; government request*; required by law; entrust; outside companies; contractors; agents; other companies; successor; subprocessor*
1.5 2.0 | share; shares; shared; disclose; disclosed; discloses; disclosure; advertisers; advertiser; advertising partners; partners; partner; third-party websites; links to other; other websites; google analytics; 's privacy policy; privacy policies of; social network*; corporate group; publicly available; ad partners; ad partner; recipients; suppliers; ad networks; outside parties
0.0 2.5 | with others; with whom; when we share; who do we share; partners; legal obligations; links; meta companies; disclose; public disclosure; search providers; how is information shared; integrated partners; others
3.5 3.5 | 共享; 分享您的; 与他人分享; 与他人共享; 披露您的; 公开披露; 转让; 向第三方; 与第三方; 第三方; 透露您; 出售; 委托; 与我们的合作伙伴; 与我们的伙伴; 共用您的
2.0 2.5 | 分享; 披露; 共用; 服务提供商; 服务供应商; 服务商; 供应商; 合作伙伴; 业务合作; 伙伴; 关联公司; 合并; 收购; 破产; 法律要求; 法律程序; 传票; 诉讼; 执法; 政府; 主管部门; 广告商; 广告主; google analytics; adjust; 第三方厂商; 分析供应商; 分析服务; 发送给 google; 传送给 google; 给 google; 第三方供应商; 的隐私政策:; 的隐私权政策:; 的资料使用政策; 的用户协议; 搜索提供商; 搜寻服务; 业者; 服务条款; 生态系统公司
0.0 2.5 | 第三方网站; 搜索提供商的隐私声明; 与他人; 分享; 共享; 转让; 披露; 向谁

= User Choice/Control
3.5 3.5 | you can control; block cookies; cookie settings; ad preferences; ad settings; manage how; change your settings; update your settings; browser settings; delete cookies; remove cookies; you can change; you can manage; whether or not to
2.5 2.5 | adjust your; your settings; do not want; don't want; if you prefer; withhold; optional; voluntary; you can decide; you can select; you can stop; let you choose
4.0 4.0 | opt out; opt-out; opt-out of; opting out; opt in; opt-in; unsubscribe; your choices; privacy choices; choose not to; you may choose; you can choose; turn off; turn it off; disable; decline; withdraw your consent; withdraw consent; control who; control which; control how; control what; privacy settings; do not wish to; stop receiving; manage your preferences; marketing preferences; you have choices; object to; limit the use; limit our use; limit certain; refuse; reject; always have the choice; right to limit; right to object; toggle
1.5 2.0 | settings; preferences; choice; choices; control; choose; consent; block; manage; select; enable or disable; your browser; permission; change your; controls; adjust; prefer
0.0 3.0 | take control; manage; controlling settings; your rights and choices; how to manage; personalized advertising
4.0 4.0 | 选择退出; 选择不; 退出; 取消订阅; 退订; 关闭; 停用; 禁用; 拒绝; 撤回; 撤销; 您的选择; 您可选择; 您可以选择; 控制设置; 控制设定; 管理或删除; 接受或拒绝; 自由选择; 启用或停用; 启用或禁用; 启用和关闭; 随时拒绝; 改变您的决定; 可选接收; 阻止; 偏好设定; 数据设置; 更改设置
1.5 2.0 | 设置; 设定; 选择; 管理; 调整; 偏好; 首选项; 同意; 授权; 控制; 选项; 随时

= User Access, Edit and Deletion
3.5 4.0 | obtain a copy; copy of your; copy of the personal; copies of your; update your profile; correct, update; access, update; view and edit; review, update; make corrections; change or delete
2.0 2.5 | account settings; complaint; complain; log in to your account; remove content; delete content; personal data requests
3.5 4.0 | access your; access and update; access and correct; access and delete; access and control; access to your; correct your; correct or; correct any; update your; update or correct; delete your; deletion of your; delete or; delete my; request deletion; request access; request that we delete; right to access; right of access; right to delete; right to request; right to know; rectif*; erase; erasure; portab*; download your; review and update; edit your; amend your; data subject; exercise your right*; exercise these rights; exercise any; lodge a complaint; supervisory authorit*; deactivat*; your account settings; access, correct; view, delete; close your account; cancel your account; remove your; have the right to; export your; rights and controls; delete specific; data protection rights; privacy rights; cancel a; personal data report; inaccurate; removal of; delete information; modify your; change your personal
2.5 4.0 | your rights
2.5 2.5 | right to object; object to processing; restrict processing
0.0 0.0 | access to your account; access to the service*; access to our; update your browser; correct updates
1.2 2.5 | correct; delete; deletion; update; rights; right; request; edit; modify; access; verify your identity
0.0 3.5 | your rights; access; editing; managing your information; deleting; delete; how to exercise; exercising; your personal information; cancelling; rights; correcting; updating
3.5 4.0 | 更正; 删除您的个人; 删除请求; 要求删除; 要求我们删除; 查阅; 访问、更正; 有权要求; 注销; 您的权利; 行使; 数据可携; 请求应; 您的请求; 权利请求; 主体访问请求; 提出的所有请求; 资料的请求; 保护权利; 删除帐户; 移转; 请求访问; 完善个人; 请求副本; 处理您的请求; 请求的; 验证您的身份; 删除您的; 提出相关的请求; 提出的请求
1.2 2.0 | 权利; 请求; 删除; 更新您的; 有权; 修改; 访问; 存取您的
0.0 3.5 | 您的权利; 您对您的个人; 注销; 数据隐私有任何疑问; 行使您的权利; 查询; 管理您的信息

= Data Retention
4.0 4.0 | kept for; stored until; period necessary; we keep your; maintain your information for; we will keep; delete it after; deleted after; are deleted within; keep this information; keep the information
4.5 5.0 | retain; retained; retention; retains; how long; for as long as; as long as necessary; keep your information; keep your personal; keep certain information; stored for; store your information for; days after; retention period*; period of time; no longer than; no longer necessary; no longer needed; keep your data; backup copies; removed from backups; from backup; delay*; indefinitely; we'll keep; longer than; until you delete; up to 90 days; remain in our; disassociated; may persist; still be stored; cached; archival
1.0 1.5 | store; stored; days; months; period; archive; keep; years; backup; copies
0.0 4.0 | retaining; how long; keep; retention; storage; deleting your information; deletion; delete
4.5 5.0 | 保留期; 保存期限; 保留个人; 保留您的; 保留信息; 保留资料; 保存期间; 多长时间; 停止保留; 储存期限; 存储期限; 最短; 匿名化处理; 保留政策; 保存您的; 期限; 保留相关数据; 所必需的期间; 限定时间
1.0 1.5 | 保留; 保存; 储存; 存储; 期间; 天内; 备份
0.0 4.0 | 保留; 保存; 留存; 期限

= Data Security
4.0 4.0 | technical and organi*; security practices; security of personal; protect against the loss; secure environment; restricted access; restrict access; need to know; industry-standard; secured; password-protected
4.5 4.5 | security measures; safeguards to protect; reasonable safeguards; completely secure; 100% secure; unauthorized access to; unauthorised access; against unauthorized; organizational measures; organisational measures; secure socket; ssl; tls; encryption; firewall*; protect your information; protect the security; protect your personal; security procedures; reasonable security; secure server*; physical, technical; physical, electronic; we take reasonable; security of your; security breach*; data breach; absolute security; guarantee the security; commercially reasonable; protection of your; industry standard; keep your information secure; loss, misuse; no method of
-3.0 -3.0 | safety and security; safety, security; safety and integrity; security purposes; spam and other security; safety, integrity
0.9 2.5 | security
1.5 2.5 | secure; encrypt*; password; passwords; confidential*; protected; protects; safeguard*
0.8 1.0 | unauthorized
0.0 3.0 | security
0.0 4.0 | how we protect; security of; keeping your personal data safe; safeguard*; protecting; data security; how secure; protect
4.5 4.5 | 安全措施; 保护措施; 未经授权的访问; 防护措施; 安全漏洞; 安全等级; 安全性漏洞; 安全保护; 安全和隐私; 完全安全; 保证您的个人; 物理安全; 安全的服务器; 访问控制; 保密义务; 私密性; 培训课程; 安全性或完整性; 保护您的个人; 总是安全
1.5 2.0 | 加密; 未经授权; 泄露; 防止; 保密; 保护个人
0.8 1.5 | 安全; 保护; 密码
-3.0 -3.0 | 出于安全; 为了安全; 安全起见; 安全浏览; 提高安全性; 提升安全; 增进安全; 增强安全; 安全网站; 保护法; 安全更新; 安全和防
0.0 4.0 | 安全; 保护您; 安全措施; 保护您的个人; 您能做什么

= Policy Change
4.5 4.5 | post a notice; post any; this policy was last; was last updated; last revised; last modified; revised on; date of this policy; new version of; effective when; become effective; change its privacy; changes will be posted; notify users of
5.0 5.0 | changes to this; changes to our; changes in this; change this; change our privacy; update this; update our privacy; updates to this; updates to our; amend this; amend or update; amend our; revise this; revised privacy; modify this; material change*; notify you of any; notice of any; notice of changes; changes and updates; modifications to; last updated; effective date; prior version*; previous version*; post any changes; post changes; posting the; review this privacy; review this policy; check this page; policy may change; privacy policy updates; privacy policy has been updated; was updated on; reserve the right to; revisions; time to time
1.0 3.0 | amend; revise; modify; notify you; continued use; updated; changes; changed; most current; significant change*; posted
0.0 4.0 | changes; updates; amendments; modifications; what's new; revisions; prior versions; änderungen
5.0 5.0 | 政策的更新; 更新本政策; 修改本政策; 变更本; 更改本; 隐私政策进行; 更新本隐私; 修订本; 重大变更; 政策已于; 生效日期; 更新的隐私; 本次更新; 发布更新; 定期查阅; 定期审核; 进行了更新; 发布生效; 政策变更; 政策更新; 政策如何更新; 更新收集; 更改本声明; 变更本声明; 权政策变更; 隐私政策变化; 定期检视; 更加清楚阐述; 更新个人; 更新联络; 更改本政策
1.0 2.0 | 更新; 变更; 修订; 修改; 更改; 生效; 公告
0.0 4.0 | 变更; 更新; 修订; 本次更新; 更改; 修改

= Do Not Track
12.0 12.0 | do not track; do-not-track; dnt; global privacy control; browser signals
12.0 12.0 | 请勿追踪; 不追踪; 请勿跟踪; 不跟踪; 禁止跟踪; 禁止追踪; 勿跟踪

= International and Specific Audiences
4.5 4.5 | parental consent; parent or guardian; parents or guardians; california privacy rights; civil code; consent to the transfer; outside the united states; outside of the united states; servers located; hosted in the; located in the united states; your country; country of residence; under the age; compliance with the children; privacy shield framework; eu data subjects; international users; nevada residents; european residents; not directed to; not intended for
4.5 5.0 | california; ccpa; cpra; shine the light; coppa; under 13; under the age of; age of 13; age of 18; age of 16; under thirteen; minors; children's privacy; children under; knowingly collect; standard contractual clauses; adequacy decision*; privacy shield; safe harbor; international transfer*; data transfers; transfers of; cross-border; cross border; outside of your country; outside the european; outside the eea; outside your; other countries; countries outside; third country; gdpr; european economic area; european union; nevada; brazil*; quebec; residents of; california residents; u.s. states; transferred to countries; transfer your information to; state laws; data privacy framework; us state; colorado; virginia
2.5 2.0 | supervisory authorit*
2.0 3.5 | children; child; parent*; minor; residents; resident; european; eea; eu; uk; swiss; switzerland; united kingdom; canada; canadian; mexico; korea; india; australia; japan; germany; ireland; data controller; representative; jurisdiction*; united states; countries; country; international*; global*; data protection officer; europe; outside; transfer; transfers; transferring; adequate
0.0 4.0 | children; international; transfer*; residents; california; europe*; eea; state; states; brazilian; canadian; supplemental; additional rights in your state; additional information for; jurisdiction*; where do we process; data transfers; ccpa; u.s.
4.5 5.0 | 儿童; 未成年; 孩子; 父母; 监护人; 跨境; 国际传输; 全球范围; 传输至; 标准合同条款; 标准合约条款; 加州; 加利福尼亚; 欧盟; 欧洲经济区; 司法管辖区; 境外; 海外; 数据中心; 资料中心; ccpa; gdpr; 瑞士; 英国; 满14; 满 14; 周岁
1.5 2.5 | 国家; 地区; 转移; 传输; 居民; 美国; 来自; 转出; 俄罗斯; 全球; 国际
0.0 4.0 | 未成年人; 儿童; 国际; 跨境; 全球; 加州; 传输; 转移; 欧

= Other
2.5 3.0 | capitalized terms; as used in this; for purposes of this; refers to; refer to; governing law; english version; prevail; incorporated by reference; terms of use; terms of service; hereinafter
3.5 4.5 | contact us; questions about; any questions; privacy policy describes; privacy policy explains; this privacy policy applies; this policy applies; privacy notice applies; this notice describes; policy covers; privacy statement applies; have the following meaning*; has the meaning; defined under; tl;dr; please read; thank you; scope of; email us; write to us; reach us; data protection office; data protection officer; take your privacy; familiarize; policy describes; privacy notice is for; introduction; meanings
2.5 2.5 | for more information on; for more information about; to learn more about; help center; frequently asked
1.0 2.5 | find out more; learn more; read more; contact; questions; address; definition*; means; about this; meaning; products covered; for more information; inquiries; reach
0.8 0.0 | privacy policy; privacy notice; policy
0.0 3.5 | contact us; contact; introduction; definitions; about this policy; scope; overview; how to contact; highlights; what this policy covers; further information; footnote; table of contents; contents; other useful resources; does this privacy policy apply; questions; third party]
3.5 4.5 | 联系我们; 联络我们; 连络我们; 与我们连络; 本隐私政策适用; 本声明适用; 请阅读; 了解更多信息; 进一步了解; 感谢您; 本隐私政策在制定; 本隐私权政策制定; 十分重视; 非常重视您; 指通过; 是指; 联系地址; 邮政编码; 请联络; 任何疑问; 熟悉我们; 了解我们的隐私; 我们十分注重; 完整文档; 完整说明文件; 适用于由; 旨在用于; 致力于; 我们所说的; 北京市; 有限公司; private limited; pte. ltd.; b.v.; 简称
1.2 3.0 | 隐私声明; 隐私权声明; 隐私政策; 隐私权公告; 地址; 问题; 意见; 说明文件; 文档; 更多信息; 称为; 定义
0.0 4.5 | 联系我们; 联络我们; 连络我们; 引言; 关于我们; 关于本; 定义; 脚注; 概述; 我们所说的; 相信隐私; 坚信; 隐私是健康; 健康网络; 我们为何; 适用范围
`
