package extract

import (
	"strings"
	"testing"
)

// What changes from visit to visit is taken out of a text wherever it stands as a line of its own; what looks like it and is
// not stays.
func TestLines(t *testing.T) {
	lines := func(list string) []string { return strings.Split(strings.TrimSpace(list), "\n") }
	extracted := func(line string) string {
		got := text(t, "<html lang=en><main><h1>Privacy</h1><p>"+clause+"</p><p>"+line+"</p><p>"+clause+"</p></main>", Options{})
		return strings.TrimSpace(strings.NewReplacer("# Privacy", "", strings.TrimSpace(clause), "").Replace(got))
	}
	for _, line := range lines(`
It is currently Tue Mar 03, 2026 10:20 am
The time now is 10:20 AM.
GMT+8, 2026-3-3 10:20 , Processed in 0.020 second(s), 5 queries
Total visits: 12,345
1.2K views · 3 comments
You are visitor number 12345
456 users have read this page
Updated 2 mo. ago
Last synced 5 minutes ago
Edited 5 hrs ago
a moment ago
Zuletzt aktualisiert vor 3 Tagen
Mis à jour il y a 3 jours
Actualizado hace 3 días
Aggiornato 3 giorni fa
há 3 dias
Обновлено 3 дня назад
Cập nhật 3 ngày trước
最終更新: 3日前
3日前に更新
本文最后更新于 3 天前
阅读 1234 · 评论 0 · 点赞 5
1234人已读
人氣：1234
本日人次 12 累計人次 3456
您是本站第12345位訪客
本站总访问量 12345 次 | 本站访客数 234 人
조회수 1,234
Просмотров: 1234
Lượt xem: 1234
2026年3月3日 星期二
Cart (0 items) $0.00
0 item(s) - $0.00
`) {
		if got := extracted(line); got != "" {
			t.Errorf("%q is kept as %q", line, got)
		}
	}
	for _, line := range lines(`
It is currently free for 30 days
Within 3 days
3 days before the end of the term
Deleted 30 days ago or earlier
2 人
3 次
Bag 2 of the set
Total: 5
2026年3月3日
Stand: 03.03.2026
更新日期：2026年3月3日
三日前に通知します
3 Tage
Comments of 5 members
`) {
		if got := extracted(line); got != line {
			t.Errorf("%q becomes %q", line, got)
		}
	}
}

// Of a line that changes from visit to visit in a part, the rest stays, as Markdown that is whole.
func TestPartsOfLines(t *testing.T) {
	for in, want := range map[string]string{
		`Effective 1 May 2024 · updated 3 days ago`:                            "Effective 1 May 2024",
		`<b>Effective 1 May 2024 · updated 3 days ago</b>`:                     "Effective 1 May 2024",
		`updated 3 days ago · <i>5 min read</i> · <b>Effective 1 May 2024</b>`: "**Effective 1 May 2024**",
		`<a href="/p">Effective 1 May 2024 · updated 3 days ago</a>`:           "Effective 1 May 2024",
		`<a href="/p">Effective 1 May 2024</a> | updated 3 days ago`:           "[Effective 1 May 2024](/p)",
		`<b>Effective 1 May 2024 · updated 3 days ago · Version</b> 3`:         "**Effective 1 May 2024 · Version** 3",
		`<b>Version 3 · part [4]</b> · updated 3 days ago`:                     "**Version 3 · part [4]**",
		`发布日期：2024-05-01 浏览次数：<b>1234</b> 次`:                                   "发布日期：2024-05-01",
		`<b>发布日期：2024-05-01 浏览次数：1234 次</b>`:                                   "**发布日期：2024-05-01**",
		`发布日期：2024-05-01 浏览次数：1234 次 <b>来源：法务部</b>`:                            "发布日期：2024-05-01 **来源：法务部**",
	} {
		page := "<html lang=en><main><h1>Privacy</h1><p>" + clause + "</p><p>" + in + "</p><p>" + clause + "</p></main>"
		got := strings.Split(text(t, page, Options{}), "\n\n")
		if line := got[min(2, len(got)-1)]; strings.TrimSpace(line) != want {
			t.Errorf("%s\nbecomes %q, want %q", in, line, want)
		}
	}
}
