package across_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/longbridgeapp/opencc"

	"policylog/diff/across"
	"policylog/diff/text/fold"
)

func TestSame(t *testing.T) {
	for _, c := range []struct {
		traditional, simplified string
		want                    bool
	}{
		{"我們會將您的資料儲存在伺服器上", "我们会将您的数据保存在服务器上", true},
		{"我們會將您的資料儲存在伺服器上", "我们会将您的资料存储在服务器上", true},
		{"透過網路聯絡使用者", "通过网络联系用户", true},
		{"影片、帳號與位址", "视频、账号与地址", true},
		{"隱私權政策", "隐私政策", true},
		{"隱私權政策", "隐私权政策", true},
		{"依法律程序", "依法律进程", true},
		{"烏茲別克", "乌兹别克斯坦", true},
		{"個人資料", "个人信息", true},
		{"登出後", "注销后", true},
		{"登出帳戶", "注销帐户", true}, // the converter's own pair, though 注销帐户 by itself is to close the account
		{"註銷帳戶", "登出帐户", false},
		{"資料", "资讯", false},
		{"資訊", "数据", false},
		{"數據", "资料", false}, // one way alone
		{"我們會收集資料", "我们不会收集数据", false},
		{"我們會收集資料", "我们会收集数据和图片", false},
		{"30 日內刪除資料", "45 日内删除数据", false},
		{"", "", true},
	} {
		if got := across.Same(fold.Simplified(c.traditional), fold.Simplified(c.simplified)); got != c.want {
			t.Errorf("Same(%q, %q) = %v", c.traditional, c.simplified, got)
		}
	}
}

// Whatever tw2sp makes of a phrase of its own dictionary is the same but for regional vocabulary, in a sentence too.
func TestSameAsConverted(t *testing.T) {
	cc, err := opencc.New("tw2sp")
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	for _, phrase := range phrases(t) {
		for _, s := range []string{phrase, "我們會使用" + phrase + "，並保護您的隱私權。"} {
			out, err := cc.Convert(s)
			if err != nil {
				t.Fatal(err)
			}
			n++
			if a, b := fold.Simplified(s), fold.Simplified(out); !across.Same(a, b) {
				t.Errorf("%q is not the same as %q", a, b)
			}
		}
	}
	if n < 500 {
		t.Errorf("only %d sentences tried", n)
	}
}

// phrases are the keys of OpenCC's dictionary.
func phrases(t *testing.T) []string {
	dir, err := exec.Command("go", "list", "-m", "-f", "{{.Dir}}", "github.com/longbridgeapp/opencc").Output()
	if err != nil {
		t.Skipf("go list: %v", err)
	}
	text, err := os.ReadFile(filepath.Join(strings.TrimSpace(string(dir)), "dictionary", "TWPhrasesRev.txt"))
	if err != nil {
		t.Skip(err)
	}
	var out []string
	for line := range strings.Lines(string(text)) {
		if f := strings.Fields(line); len(f) > 1 {
			out = append(out, f[0])
		}
	}
	return out
}
