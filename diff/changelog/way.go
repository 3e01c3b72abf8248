package changelog

import (
	"strconv"
	"strings"

	"policylog/diff"
	"policylog/diff/fact"
	"policylog/internal/wordset"
)

// way is what a claim says was done: something added or dropped, a quantity raised or lowered. A claim that says both, or
// neither ("we have updated"), leaves it open.
type way struct{ adds, drops, raises, lowers bool }

var (
	addsWords = []string{"add|", "added|", "adds|", "adding|", "addition|", "new|", "introduce", "introducing|", "新增", "增加", "加入", "引入", "添加", "增设"}
	dropWords = []string{"remov", "drop|", "dropped|", "drops|", "no longer", "移除", "删去", "去除", "不再"}
	moreWords = []string{
		"raise|", "raised|", "raises|", "raising|", "increas", "extend", "lengthen", "longer|", "higher|", "提高", "延长", "上调", "增加",
	}
	lessWords = []string{
		"lower|", "lowered|", "lowers|", "lowering|", "reduc", "shorten", "shorter|", "decreas", "降低", "缩短", "减少", "下调",
	}
)

// wayOf reads a folded claim.
func wayOf(claim string) way {
	w := way{mentions(claim, addsWords), mentions(claim, dropWords), mentions(claim, moreWords), mentions(claim, lessWords)}
	if w.adds && w.drops {
		w.adds, w.drops = false, false
	}
	if w.raises && w.lowers || w.drops { // "no longer" raises nothing
		w.raises, w.lowers = false, false
	}
	return w
}

// fits says whether a change can be what a claim speaks of: words must have come where something is said to be added, and
// gone where it is said to be dropped.
func (w way) fits(c *candidate) bool {
	return (!w.adds || c.came) && (!w.drops || c.went)
}

// goes says whether a change of fact goes the way a claim says. Of a subject that half of any policy is about, only a
// claim that says what was done is evidence.
func (w way) goes(f diff.FactChange, broad bool) bool {
	if broad && !w.adds && !w.drops {
		return false
	}
	switch fact.Kind(f.Kind) {
	case fact.Duration, fact.Age, fact.Amount:
		more, known := grew(f)
		return !(w.adds && f.Op == diff.FactRemoved) && !(w.drops && f.Op != diff.FactRemoved) && !(known && (more && w.lowers || !more && w.raises))
	}
	// Where one stands for another, a new one came and an old one went.
	return !(w.adds && f.Op == diff.FactRemoved) && !(w.drops && f.Op == diff.FactAdded)
}

// grew says whether a quantity is more than before; not known unless its texts differ in one number alone.
func grew(f diff.FactChange) (more, known bool) {
	old, oldRest, ok := number(f.Old)
	new, newRest, ok2 := number(f.New)
	return new > old, f.Op == diff.FactChanged && ok && ok2 && oldRest == newRest && old != new
}

// number reads the only number of a text and what stands around it.
func number(s string) (n int, rest string, ok bool) {
	digits := strings.TrimFunc(s, func(r rune) bool { return r < '0' || r > '9' })
	n, err := strconv.Atoi(digits)
	return n, strings.Replace(s, digits, "#", 1), err == nil
}

// plainWords are words that lists of updates are made of, and small ones: that a claim and a change share them says
// nothing. Chinese ones are in Simplified characters, as texts are folded.
var plainWords = wordset.Lazy(`about above added additional adding addition after again also another apply applies been before being below
	between both certain change changed changes clarified clarify clear collect collected data detail details does each
	explain explained further have here how improve improved include included includes including information into just
	known made make more most much must need news notice only other others over part people personal policy policies
	practices privacy provide provided provides providing read recent revised same section sections should some statement
	such text than that their them then there these they this those through turn under update updated updates updating used
	user users using very wants were what when where which while will with within wording would year your yours
	我们 您的 用户 本次 更新 新增 增加 调整 补充 部分 修改 修订 变更 删除 删去 内容 说明 相关 有关 以及 或者 进行 可以 可能 如果 使用 提供 信息 个人信息 资料
	个人 隐私 政策 隐私政策 条款 数据 服务 细节 明确 完善 优化 关于 对于 这些 其他 其中`)
