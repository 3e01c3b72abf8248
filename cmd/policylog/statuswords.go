package main

import (
	"fmt"
	"strings"

	"policylog/archive"
	"policylog/diff/terms"
)

// statusWords are what status says, in one language. {n} is a number, {1} a date.
type statusWords struct {
	states                                                map[string]string
	sinceForm                                             string
	checked, checks, changes, lastChange, failures, flaps string
	due, dueNextRun, notTracked, lastGood, versions       string
	firstCapture                                          string
	release, noMatch                                      string // {1} a source
}

func statusWordsFor(lang string) statusWords {
	switch terms.For(lang).Tag() {
	case "zh-CN":
		return statusWords{
			states: map[string]string{
				archive.StatusNew: "首次存档", archive.StatusChanged: "有变更", archive.StatusUnchanged: "无变更", archive.StatusFailed: "采集失败",
				archive.StatusHeld: "待核实", archive.StatusWithdrawn: "页面已撤下", "": "已导入", neverCaptured: "尚未采集",
			},
			sinceForm: "{0}（自 {1} 起）",
			checked:   "最近检查 {1}", checks: "检查 {n} 次", changes: "变更 {n} 次", lastChange: "最近变更 {1}", failures: "失败 {n} 次",
			flaps: "两种文本来回 {n} 组", due: "下次检查 {1}", dueNextRun: "下次运行时检查", notTracked: "不在 policylog.yaml 中",
			lastGood: "最近一次正常采集 {1}", versions: "存档版本 {n} 个",
			firstCapture: "首次采集 {1}",
			release:      "确认这是政策正文后放行：policylog fetch --accept {1}",
			noMatch:      "页面若已改版：请改 policylog.yaml 中的 select:，再用 policylog source check {1} 试一试",
		}
	case "zh-TW":
		return statusWords{
			states: map[string]string{
				archive.StatusNew: "首次存檔", archive.StatusChanged: "有變更", archive.StatusUnchanged: "無變更", archive.StatusFailed: "擷取失敗",
				archive.StatusHeld: "待核實", archive.StatusWithdrawn: "頁面已撤下", "": "已匯入", neverCaptured: "尚未擷取",
			},
			sinceForm: "{0}（自 {1} 起）",
			checked:   "最近檢查 {1}", checks: "檢查 {n} 次", changes: "變更 {n} 次", lastChange: "最近變更 {1}", failures: "失敗 {n} 次",
			flaps: "兩種文本來回 {n} 組", due: "下次檢查 {1}", dueNextRun: "下次執行時檢查", notTracked: "不在 policylog.yaml 中",
			lastGood: "最近一次正常擷取 {1}", versions: "存檔版本 {n} 個",
			firstCapture: "首次擷取 {1}",
			release:      "確認這是政策內文後放行：policylog fetch --accept {1}",
			noMatch:      "頁面若已改版：請改 policylog.yaml 中的 select:，再以 policylog source check {1} 試一試",
		}
	}
	return statusWords{
		states:    map[string]string{"": "imported"},
		sinceForm: "{0} since {1}",
		checked:   "checked {1}", checks: "{n} check|{n} checks", changes: "{n} change|{n} changes", lastChange: "last change {1}",
		failures: "{n} failure|{n} failures", flaps: "{n} flap|{n} flaps", due: "next due {1}", dueNextRun: "due with the next run",
		notTracked: "not in policylog.yaml", lastGood: "last good capture {1}", versions: "{n} version|{n} versions",
		firstCapture: "first captured {1}",
		release:      "if it is the policy after all: policylog fetch --accept {1}",
		noMatch:      "if the page was rebuilt: change select: in policylog.yaml, and try it with policylog source check {1}",
	}
}

func (w statusWords) status(l sourceStatus) string {
	state := l.Status
	switch {
	case state == "" && l.Foreign:
		return "" // how a capture ended is known to whoever keeps that archive
	case state == "" && l.Versions == 0:
		state = neverCaptured
	}
	if word, ok := w.states[state]; ok {
		return word
	}
	return state
}

// neverCaptured stands for the status of a source that policylog.yaml names and no run has seen.
const neverCaptured = "never captured"

func (w statusWords) since(state, date string) string {
	return strings.NewReplacer("{0}", state, "{1}", date).Replace(w.sinceForm)
}

func (w statusWords) count(form string, n int) string {
	if one, many, ok := strings.Cut(form, "|"); ok {
		form = many
		if n == 1 {
			form = one
		}
	}
	return strings.ReplaceAll(form, "{n}", fmt.Sprint(n))
}

func (w statusWords) date(form, stamp string) string {
	return strings.ReplaceAll(form, "{1}", day(stamp))
}

// figures are what is known of a source, the most asked for first; what is none is left out.
func (w statusWords) figures(l sourceStatus) []string {
	var out []string
	if l.LastCheck != "" {
		out = append(out, w.date(w.checked, l.LastCheck))
	}
	if l.LastGood != "" && l.LastGood != l.LastCheck {
		out = append(out, w.date(w.lastGood, l.LastGood))
	}
	if l.Checks > 0 {
		out = append(out, w.count(w.checks, l.Checks))
	}
	if l.Versions > 0 {
		out = append(out, w.count(w.versions, l.Versions), w.count(w.changes, l.Changes))
	}
	switch {
	case l.Changes > 0 && l.LastChange != "":
		out = append(out, w.date(w.lastChange, l.LastChange))
	case l.First != "":
		out = append(out, w.date(w.firstCapture, l.First))
	}
	if l.Failures > 0 {
		out = append(out, w.count(w.failures, l.Failures))
	}
	if l.Flaps > 0 {
		out = append(out, w.count(w.flaps, l.Flaps))
	}
	switch {
	case l.Foreign:
	case !l.Tracked:
		out = append(out, w.notTracked)
	case l.NextDue != "":
		out = append(out, w.date(w.due, l.NextDue))
	default:
		out = append(out, w.dueNextRun)
	}
	return out
}
