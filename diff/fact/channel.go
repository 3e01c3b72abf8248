package fact

import (
	"slices"
	"strings"
)

// channels are the words for a way in which somebody is written to or called, folded: an address of one's own has a longer
// name.
var channels = []string{
	"电子邮件", "电邮", "邮件", "短信", "简讯", "短讯", "电话", "手机", "信函", "书信", "书面", "传真", "站内信", "推送", "邮寄", "在线客服",
	"e-mails", "e-mail", "emails", "email", "sms", "text messages", "text message", "phone", "telephone", "post", "mail", "letter", "fax",
}

// What stands around a channel that somebody uses, and not around an address that somebody has.
var (
	channelLeads = []string{
		" by", " via", " through", " an", " send", " sends", " sending", " sent", "发送", "寄送", "寄", "发", "通过", "透过", "经由", "藉由", "借由", "以", "利用",
	}
	channelEnds = []string{
		"us ", "to ", "are sent", "from us", "that we ", "we send", "notification", "message", "communication", "newsletter", "marketing", "provider", "vendor",
		"service", "client", "campaign", "alert", "correspondence", "subscription", "至", "给", "到", "通知", "联系", "联络", "连络", "告知", "回复", "回覆", "方式", "管道", "渠道",
		"供应商", "服务", "提供商", "提供者", "营销", "行销", "订阅", "请求", "要求", "页脚", "底部", "页尾", "的页脚", "的底部", "首选项", "偏好", "中的",
	}
)

// isChannel reports whether the word at [s, e) says how somebody is written to, and not what is collected: "by e-mail",
// 通过短信或电子邮件. An address, which has a longer name, is never one.
func (v *view) isChannel(s, e int) bool {
	if !isChannelWord(v.text(s, e)) {
		return false
	}
	if v.hasAny(v.skip(e), channelEnds...) > 0 || v.isSent(s) {
		return true
	}
	for i := v.back(s); i > 0; {
		if v.endsWithAny(i, channelLeads...) {
			return true
		}
		before := i
		for _, and := range [...]string{" or", " and", "或", "和", "及", "与", "、", "/", ","} {
			if v.endsWith(i, and) {
				i = v.back(i - len([]rune(and)))
				break
			}
		}
		word := i
		for _, c := range channels {
			if i != before && v.endsWith(i, c) {
				word = v.back(i - len([]rune(c)))
				break
			}
		}
		if word == i {
			return false
		}
		i = word
	}
	return false
}

// isSent reports whether what stands right before s says that messages go to the reader: send you account-related, stop
// receiving promotional. Those that are called somebody's are read, and not sent.
func (v *view) isSent(s int) bool {
	const near = 6
	words := v.wordsBefore(s)
	if n := len(words); n == 0 || words[n-1] == "your" || words[n-1] == "their" {
		return false
	}
	return slices.ContainsFunc(words[max(0, len(words)-near):], func(w string) bool {
		switch w {
		case "send", "sends", "sending", "sent", "receive", "receiving", "promotional", "marketing":
			return true
		}
		return false
	})
}

func isChannelWord(word string) bool {
	for _, c := range channels {
		if strings.EqualFold(word, c) {
			return true
		}
	}
	return false
}
