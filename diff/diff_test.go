package diff_test

import (
	"bytes"
	"cmp"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"policylog/diff"
	"policylog/diff/contract"
	"policylog/diff/doc"
	"policylog/internal/realdata"
)

// compare holds a comparison of two texts to the contract, both ways round, and gives it back.
func compare(t testing.TB, old, new []byte) *diff.Result {
	t.Helper()
	forth := diff.Compare(doc.Parse(old), doc.Parse(new), diff.Options{})
	if err := contract.Check(old, new, forth); err != nil {
		t.Fatal(err)
	}
	back := diff.Compare(doc.Parse(new), doc.Parse(old), diff.Options{})
	if err := contract.Check(new, old, back); err != nil {
		t.Fatal("back: ", err)
	}
	if err := contract.Mirrored(forth, back); err != nil {
		t.Fatal(err)
	}
	again := diff.Compare(doc.Parse(old), doc.Parse(new), diff.Options{})
	var a, b bytes.Buffer
	if err := forth.WriteJSON(&a); err != nil {
		t.Fatal(err)
	}
	if err := again.WriteJSON(&b); err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(a.Bytes(), b.Bytes()) {
		t.Fatal("the same comparison twice gives different JSON")
	}
	return forth
}

func seeds(t testing.TB) [][]byte {
	t.Helper()
	var out [][]byte
	for _, name := range []string{"000_05b14415a591ba60", "002_0fb34c2545ec3a69", "003_13bd11e379a121a2", "004_cbd58d81623d95b8"} {
		out = append(out, realdata.File(t, "seeds/"+name+".txt"))
	}
	return out
}

const before = `# Example Privacy Policy

Last updated: 15 January 2021

## 1. What we collect

We collect your name, your e-mail address and your IP address when you open an account with us.

* Name and postal address
* Payment card number
* Voice recordings made with the assistant

We keep what we collect for 30 days. After that it is deleted from all of our servers. Backups follow a month later.

## 2. How we use it

We may use your information to improve the service, to answer your questions and to prevent fraud.

To leave, use the [opt-out form](https://example.com/opt-out).

## 3. Sharing

We do not share your information with advertisers, brokers or other third parties.

Service providers process information on our behalf under written contracts.

They act on our instructions alone and return everything when the contract ends.

## 4. Contact us

Write to privacy@example.com at any time.
`

const after = `# Example Privacy Policy

Last updated: 3 March 2022

## 1. What we collect

We collect your name, your **e-mail address** and your IP address when you open an account with us.

* Voice recordings made with the assistant
* Name and postal address
* Payment card number

We keep what we collect for 45 days.

After that it is deleted from all of our servers. Backups follow a month later.

## 2. Sharing with others

We do not share your information with advertisers, brokers or other third parties.

Service providers process information on our behalf under written contracts. They act on our instructions alone and return everything when the contract ends.

## 3. How we use it

We will use your information to improve the service, to answer your questions and to prevent fraud.

To leave, use the [opt-out form](https://example.com/leave).

Weather forecasts on the home screen come from public stations near you.

## 5. Contact us

Write to privacy@example.com  at any time.
`

// find is the one row that holds a piece of text on either side.
func find(t *testing.T, r *diff.Result, piece string) diff.Row {
	t.Helper()
	var found []diff.Row
	for _, row := range r.Blocks {
		for _, ref := range append(slices.Clone(row.Old), row.New...) {
			if strings.Contains(ref.Text, piece) {
				found = append(found, row)
				break
			}
		}
	}
	if len(found) != 1 {
		t.Fatalf("%d rows hold %q", len(found), piece)
	}
	return found[0]
}

func TestCompareNamesEveryKindOfChange(t *testing.T) {
	r := compare(t, []byte(before), []byte(after))
	for _, want := range []struct {
		piece  string
		status diff.Status
		class  diff.Class
	}{
		{"# Example Privacy Policy", diff.Equal, ""},
		{"Last updated", diff.Modified, diff.DateOnly},
		{"What we collect", diff.Equal, ""},
		{"We collect your name", diff.Modified, diff.Emphasis},
		{"Voice recordings", diff.Moved, diff.Editorial},
		{"Payment card", diff.Equal, ""},
		{"We keep what we collect", diff.Split, diff.Substantive},
		{"Sharing", diff.RetitledRenumbered, diff.Substantive},
		{"We do not share", diff.Equal, ""},
		{"Service providers", diff.Merged, diff.Editorial},
		{"How we use it", diff.MovedModified, diff.Editorial},
		{"use your information to improve", diff.MovedModified, diff.Substantive},
		{"opt-out form", diff.MovedModified, diff.LinkOnly},
		{"Weather forecasts", diff.Added, diff.Substantive},
		{"Contact us", diff.Renumbered, diff.Editorial},
		{"privacy@example.com", diff.Modified, diff.Cosmetic},
	} {
		row := find(t, r, want.piece)
		if row.Status != want.status || row.Class != want.class {
			t.Errorf("%q: %s %s, want %s %s %v", want.piece, row.Status, row.Class, want.status, want.class, row.Reasons)
		}
	}
	want := diff.FactChange{Kind: "duration", Op: "changed", Old: "30 days", New: "45 days"}
	if got := find(t, r, "We keep what we collect").Facts; !slices.Contains(got, want) {
		t.Errorf("facts %v, want %v", got, want)
	}
	want = diff.FactChange{Kind: "modality", Op: "changed", Old: "may", New: "will"}
	if got := find(t, r, "improve the service").Facts; !slices.Contains(got, want) {
		t.Errorf("facts %v, want %v", got, want)
	}
	if got := r.New.Updated; got != "2022-03-03" {
		t.Errorf("new side updated %q", got)
	}
}

func TestSectionsFollowTheirHeadings(t *testing.T) {
	r := compare(t, []byte(before), []byte(after))
	got := make(map[string]diff.Status)
	for _, s := range r.Sections {
		if s.New != nil {
			got[s.New.Number] = s.Status
		} else {
			t.Errorf("section %q is said to be gone", s.Old.Title)
		}
	}
	for number, want := range map[string]diff.Status{"1": diff.Modified, "2": diff.RetitledRenumbered, "3": diff.MovedModified, "5": diff.Renumbered} {
		if got[number] != want {
			t.Errorf("section %s: %s, want %s", number, got[number], want)
		}
	}
}

// A clause is tried against a changed one: which class is it?
func TestClasses(t *testing.T) {
	for _, c := range []struct {
		old, new string
		want     diff.Class
	}{
		{"1. one of our partners", "1.one of our partners", diff.Cosmetic},
		{"### 7. Sharing of your data", "### 7.Sharing of your data", diff.Cosmetic},
		{"1. one of our partners", "2.one of our partners", diff.Substantive},
		{"We may share your data with partners.", "We may share  your data with partners", diff.Cosmetic},
		{"我们会收集您的信息，并妥善保管。", "我们会收集您的信息, 并妥善保管。", diff.Cosmetic},
		{"我們會收集您的軟體版本。", "我们会收集您的软件版本。", diff.Regional},
		{"我們會收集您的位置並加以保管。", "我们会收集您的位置并加以保管。", diff.Cosmetic},
		{"我们会收集您的身份证号码。", "我们会收集您的**身份证号码**。", diff.Emphasis},
		{"See [our site](https://a.example/1) for more on this.", "See [our site](https://a.example/2) for more on this.", diff.LinkOnly},
		{"See https://a.example/1 for more on this.", "See https://b.example/2 for more on this.", diff.LinkOnly},
		{"This policy was last changed on January 15, 2021.", "This policy was last changed on March 3, 2022.", diff.DateOnly},
		{"本政策更新于 2021 年 1 月 15 日。", "本政策更新于 2022 年 3 月 3 日。", diff.DateOnly},
		{"We recieve a copy of the document you sent.", "We receive a copy of the document you sent.", diff.Editorial},
		{"Please read the whole of this document.", "Read the whole of this document.", diff.Editorial},
		{"如果你不同意本政策，请停止使用。", "若您不同意本政策，请停止使用。", diff.Editorial},
		{"We may share your data with partners.", "We will share your data with partners.", diff.Substantive},
		{"We do not sell your data to anyone.", "We sell your data to anyone.", diff.Substantive},
		{"We ask for your consent and your age.", "We ask for your consent or your age.", diff.Substantive},
		{"We delete all records after 30 days.", "We delete all records after 90 days.", diff.Substantive},
		{"You must pay $100 for each copy.", "You must pay €100 for each copy.", diff.Substantive},
		{"Interest is 5% of the whole sum.", "Interest is 5 of the whole sum.", diff.Substantive},
		{"Area of 102 metres around you.", "Area of 10² metres around you.", diff.Substantive},
		{"我们可以共享您的信息。", "我们应当共享您的信息。", diff.Substantive},
		{"我们不会共享您的信息。", "我们会共享您的信息。", diff.Substantive},
		{"我們會收集您的資料。", "我們會收集您的資訊。", diff.Substantive},
		{"離開時您應該登出帳戶。", "离开时您应该注销帐户。", diff.Regional},
		{"離開時您應該登出帳戶。", "離開時您應該註銷帳戶。", diff.Substantive},
		{"This policy takes effect on Monday, January 15, 2021.", "This policy takes effect on Thursday, March 3, 2022.", diff.DateOnly},
		{"Diese Fassung gilt seit Montag, 15. Januar 2021.", "Diese Fassung gilt seit Donnerstag, 3. März 2022.", diff.DateOnly},
		{"Diese Fassung gilt seit Montag, dem 15. Januar 2021.", "Diese Fassung gilt seit Donnerstag, dem 3. März 2022.", diff.DateOnly},
		{"本政策自2021年1月15日（星期五）起生效。", "本政策自2022年3月3日（星期四）起生效。", diff.DateOnly},
		{"We answer on Mondays and never in between.", "We answer on Tuesdays and never in between.", diff.Substantive},
		{"我们通过了 ISO/IEC ２７００１:２０１３ 认证。", "我们通过了 ISO/IEC 27001:2013 认证。", diff.Cosmetic},
		{"我们通过了 ISO 27001：2013 认证。", "我们通过了 ISO 27001:2013 认证。", diff.Cosmetic},
		{"费用为＄１，０００，电话＋８６－１０－５５５５。", "费用为$1,000，电话+86-10-5555。", diff.Cosmetic},
		{"请于１２：３０前联系我们。", "请于12:30前联系我们。", diff.Cosmetic},
		{"We share data with Acme Ltd. for billing.", "We share data with Zenith Ltd. for billing.", diff.Substantive},
		{"Ask the data protection officer at dpo@a.example.", "Ask the data protection officer at dpo@b.example.", diff.Substantive},
		{"We collect your IP address for safety.", "We collect your precise location for safety.", diff.Substantive},
		{"Data moves from us to them under contract.", "Data moves to us from them under contract.", diff.Substantive},
	} {
		text := func(s string) []byte {
			return []byte("# Policy\n\nThis paragraph stands in front of it.\n\n" + s + "\n\nThis paragraph stands behind it.\n")
		}
		r := compare(t, text(c.old), text(c.new))
		changes := r.Changes()
		if len(changes) != 1 {
			t.Errorf("%q → %q: %d changes", c.old, c.new, len(changes))
			continue
		}
		row := r.Blocks[changes[0]]
		if row.Status != diff.Modified || row.Class != c.want || len(row.Reasons) == 0 {
			t.Errorf("%q → %q: %s %s %v, want %s", c.old, c.new, row.Status, row.Class, row.Reasons, c.want)
		}
		if row.Cosmetic != (c.want == diff.Cosmetic || c.want == diff.Regional) {
			t.Errorf("%q → %q: cosmetic %v", c.old, c.new, row.Cosmetic)
		}
	}
}

// A heading in the other region's words is found with nothing beside it that stayed.
func TestHeadingInTheOtherRegionsWords(t *testing.T) {
	r := compare(t, []byte("# 政策\n\n我們說明如何處理您的資訊與聯絡方式。\n\n## 檔案儲存\n\n舊的一段文字在這裡，談的是付款與發票。\n\n## 聯絡方式\n\n請寫信給我們。\n"),
		[]byte("# 政策\n\n我们说明如何处理您的信息与联系方式。\n\n新的内容：运动手表记录步数。\n\n## 文件存储\n\n另外一段全新的内容，讲未成年人与监护人。\n\n## 联系方式\n\n请写信给我们。\n"))
	for _, row := range r.Blocks {
		if len(row.Old) > 0 && row.Old[0].Text == "## 檔案儲存" {
			if row.Status != diff.Modified || row.Class != diff.Regional {
				t.Errorf("%s %s", row.Status, row.Class)
			}
			return
		}
	}
	t.Error("the heading is in no row")
}

func TestCompareSeedsWithThemselvesAndEachOther(t *testing.T) {
	for i, old := range seeds(t) {
		for k, new := range seeds(t) {
			if r := compare(t, old, new); i == k && r.Ignore() != 0 {
				t.Errorf("a document against itself: %d changes", r.Ignore())
			}
		}
	}
}

func TestRepeatedBoilerplateDrawsNoLinks(t *testing.T) {
	section := func(n int, text string) string {
		return fmt.Sprintf("## %d. Part %s\n\n%s\n\nBack to top\n\n", n, text[:4], text)
	}
	old := section(1, "alpha beta gamma delta epsilon") + section(2, "zeta eta theta iota kappa lambda") + section(3, "mu nu xi omicron pi rho sigma")
	new := section(1, "alpha beta gamma delta epsilon") + section(3, "mu nu xi omicron pi rho sigma") + section(4, "tau upsilon phi chi psi omega end")
	r := compare(t, []byte(old), []byte(new))
	if r.Summary.Moved != 0 || r.Summary.Removed != 3 || r.Summary.Added != 3 || r.Summary.Equal != 6 {
		t.Errorf("%+v", r.Summary)
		for _, row := range r.Blocks {
			t.Logf("%s %v %v", row.Status, row.Old, row.New)
		}
	}
}

// A number that now means something else does not align.
func TestNumberThatMeansSomethingElse(t *testing.T) {
	old := "## 3. Children\n\nOur service is not meant for anyone under the age of thirteen years.\n\n## 4. Cookies\n\nCookies remember which language you chose on the site.\n"
	new := "## 3. Cookies\n\nCookies remember which language you chose on the site.\n\n## 4. Arbitration\n\nDisputes are settled by a tribunal seated in Geneva under its own rules.\n"
	r := compare(t, []byte(old), []byte(new))
	if s := find(t, r, "Cookies\n\n"[:7]+" remember").Status; s != diff.Equal {
		t.Errorf("cookies paragraph: %s", s)
	}
	for piece, want := range map[string]diff.Status{"Children": diff.Removed, "Arbitration": diff.Added, "Geneva": diff.Added, "thirteen": diff.Removed, ". Cookies": diff.Renumbered} {
		if s := find(t, r, piece).Status; s != want {
			t.Errorf("%s: %s, want %s", piece, s, want)
		}
	}
}

func TestIgnoreLeavesTheRowsAlone(t *testing.T) {
	r := compare(t, []byte(before), []byte(after))
	rows, all := len(r.Blocks), r.Ignore()
	left := r.Ignore(diff.Cosmetic, diff.Regional, diff.LinkOnly, diff.DateOnly)
	if left >= all || left == 0 || len(r.Blocks) != rows {
		t.Errorf("%d of %d changes left, %d of %d rows", left, all, len(r.Blocks), rows)
	}
	if left := r.Ignore(diff.Classes()...); left != 0 {
		t.Errorf("%d changes left with every class ignored", left)
	}
}

// Every section, changed or not, is told by its heading, what stands around it and its own blocks alone; one that is gone by
// those of the old text.
func TestSectionTopics(t *testing.T) {
	old := doc.Parse([]byte("# Policy\n\nLead.\n\n## Keeping\n\nThirty days.\n\n### Backups\n\nA year.\n\n## Gone\n\nNo more.\n"))
	new := doc.Parse([]byte("# Policy\n\nLead.\n\n## Keeping\n\nForty days.\n\n### Backups\n\nA year.\n"))
	r := diff.Compare(old, new, diff.Options{SectionTopics: true, Topics: func(path []string, text string) (names, reasons []string) {
		return []string{strings.Join(path, "/") + ": " + text}, []string{path[len(path)-1]}
	}})
	var got []string
	for _, s := range r.Sections {
		got = append(got, s.Topics...)
		if name := cmp.Or(s.New, s.Old).Name(); len(s.TopicReasons) != 1 || s.TopicReasons[0] != name {
			t.Errorf("%s has its topic because of %q", name, s.TopicReasons)
		}
	}
	want := []string{
		"Policy: Lead.\n", "Policy/Keeping: Forty days.\n", "Policy/Keeping/Backups: A year.\n", "Policy/Gone: No more.\n",
	}
	if !slices.Equal(got, want) {
		t.Errorf("%q", got)
	}
}

// A block that is new and states a date, and nothing else, is of dates; one that has a title or a sentence beside it is not.
func TestClassOfALoneDate(t *testing.T) {
	for added, want := range map[string]diff.Class{
		"Last updated: 15 January 2021":                                diff.DateOnly,
		"**Updated:**\n15 January 2021":                                diff.DateOnly,
		"更新日期：2021 年 1 月 15 日\n生效日期：2021 年 2 月 15 日":                   diff.DateOnly,
		"**Example's Disclaimer and Notice**\nUpdated: March 21, 2025": diff.Substantive,
		"免責聲明\n更新日期：2021 年 1 月 15 日":                                   diff.Substantive,
	} {
		r := compare(t, []byte("# Policy\n\nWe keep your name.\n"), []byte("# Policy\n\nWe keep your name.\n\n"+added+"\n"))
		for _, row := range r.Blocks {
			if row.Status == diff.Added && row.Class != want {
				t.Errorf("%q: %s", row.New[0].Text, row.Class)
			}
		}
	}
}

// A few words that changed are not told to have moved: of the lists of dates of many sections, which lost some and got
// others, none is the date of another section or of another place in its own.
func TestFewWordsThatChangedDidNotMove(t *testing.T) {
	random := rand.New(rand.NewPCG(2, 3))
	months := []string{"Jan", "Apr", "Jun", "Sep", "Dec"}
	date := func() string {
		return fmt.Sprintf("%s %d, %d\n\n", months[random.IntN(len(months))], 20+random.IntN(9), 2019+random.IntN(8))
	}
	var before, after strings.Builder
	for s := range 20 {
		head := fmt.Sprintf("## %s rules\n\nWhat these rules are for and whom they bind.\n\n", strings.Repeat(string(rune('A'+s)), 3))
		before.WriteString(head)
		after.WriteString(head)
		for range 8 {
			switch d := date(); random.IntN(4) {
			case 0:
				before.WriteString(d)
			case 1:
				after.WriteString(d)
			default:
				before.WriteString(d)
				after.WriteString(d)
			}
		}
	}
	for _, row := range compare(t, []byte(before.String()), []byte(after.String())).Blocks {
		if row.Status == diff.MovedModified {
			t.Errorf("%s: %q → %q", row.Status, row.Old[0].Text, row.New[0].Text)
		}
	}
}

// A heading without words that a section moved past is a matter of form, as one that is new or gone is.
func TestMovedWithoutWords(t *testing.T) {
	first, second := "First clause about keys, doors and the hours of the office.", "Second clause about rain, boots and the state of the road."
	r := diff.Compare(doc.Parse([]byte("# T\n\n"+first+"\n\n---\n\n"+second+"\n\n***\n")),
		doc.Parse([]byte("# T\n\n"+first+"\n\n***\n\n---\n\n"+second+"\n")), diff.Options{})
	for _, row := range r.Blocks {
		if row.Status != diff.Equal && row.Class != diff.Cosmetic {
			t.Errorf("%s is %s: %q", row.Status, row.Class, row.Reasons)
		}
	}
	if r.Summary.Moved == 0 {
		t.Error("nothing moved")
	}
}
