package fact

import "strings"

// addresses finds postal addresses: Chinese ones by the number of a house on a road, with what stands before it back to
// the punctuation and after it as long as its parts go on; others by a road, a floor or a post box with a number, within
// their line.
func (v *view) addresses() {
	if !v.hasDigits() && !v.wide { // every address has a number
		return
	}
	for i := 0; i < len(v.r); i++ {
		if v.taken[i] {
			continue
		}
		switch r := v.r[i]; {
		case r == '号' || r == '弄' || r == '楼' || r == '室' || r == '园' || r == '座' || r == '单':
			if e := v.chineseAddress(i); e > i {
				i = e - 1
			}
		case isLetter(r) && v.wordStart(i):
			e := v.wordEnd(i)
			if isRoad(string(v.bytes(i, e))) || v.has(i, "p.o. box") || v.has(i, "po box") {
				if end := v.latinAddress(i, e); end > i {
					e = end
				}
			}
			i = e - 1
		}
	}
}

// chineseAddress reads the address that the house number before i belongs to.
func (v *view) chineseAddress(i int) int {
	if v.r[i] != '号' {
		return i
	}
	j := v.back(i)
	if !isDigit(v.at(j-1)) && hanDigit(v.at(j-1)) < 0 && hanUnit(v.at(j-1)) == 0 {
		return i
	}
	n := j
	for n > 0 && (isDigit(v.r[n-1]) || v.r[n-1] == '-' || hanDigit(v.r[n-1]) >= 0 || hanUnit(v.r[n-1]) > 0 || v.r[n-1] == '之') {
		n--
	}
	j = v.back(n)
	if !v.endsWithAny(j, "路", "街", "道", "巷", "弄", "段", "村", "胡同", "里", "区", "园", "大厦", "广场", "镇") {
		return i
	}
	s := j
	for s > 0 && j-s < 40 && (isHan(v.r[s-1]) || isDigit(v.r[s-1]) || v.r[s-1] == ' ' && (isHan(v.at(s-2)) || isDigit(v.at(s-2)))) && !v.taken[s-1] {
		if v.endsWithAny(s, "公司", "地址", "位于", "住所", "集团", "办公室", "邮寄至", "寄至", "在") {
			break
		}
		s--
	}
	s = v.skip(s)
	e := v.addressTail(i + 1)
	if !containsAny(v.text(s, i), "省", "市", "区", "县", "路", "街", "道") {
		return i
	}
	if v.add(Address, s, e, v.compact(s, e)) {
		return e
	}
	return i
}

// addressTail passes the parts that may follow a house number: courtyards, buildings, floors, rooms, a postcode.
func (v *view) addressTail(i int) int {
	last := i
	for j := i; j < len(v.r) && j-last < 14 && !v.taken[j]; j++ {
		r := v.r[j]
		switch {
		case r == '院' || r == '楼' || r == '层' || r == '栋' || r == '幢' || r == '座' || r == '室' || r == '号' || r == '厦' || r == '元' && v.at(j-1) == '单' || r == '房' || r == '区' || r == '园' || r == '场' || r == '塔':
			last = j + 1
		case (r == '邮' || r == '(' && v.at(j+1) == '邮') && containsAny(v.text(j, j+6), "邮政编码", "邮编", "邮递区号", "邮区"):
			k := j
			for k < len(v.r) && k-j < 10 && !isDigit(v.r[k]) {
				k++
			}
			if _, e := v.digits(k); e-k >= 3 && e-k <= 6 {
				return e
			}
			return last
		case r == '#' && isDigit(v.at(j+1)):
			for j+1 < len(v.r) && (isDigit(v.r[j+1]) || v.r[j+1] == '-' && isDigit(v.at(j+2))) {
				j++
			}
			last = j + 1
		case isHan(r) || isWord(r) || r == ' ' || r == '-' || r == '之':
		case (r == ',' || r == '，') && containsAny(v.text(j, j+12), "邮政编码", "邮编", "邮递区号", "邮区"):
		default:
			return last
		}
		if _, e := v.digits(j); isDigit(r) && e-j == 6 && last < j && j-last <= 2 { // …室 100085
			return e
		}
	}
	return last
}

// compact is an address without spaces and punctuation, for comparison.
func (v *view) compact(s, e int) string {
	return strings.Map(func(r rune) rune {
		if isSpace(r) || strings.ContainsRune(",.，。#-:;", r) {
			return -1
		}
		return r
	}, v.text(s, e))
}

// isRoad reports the words of streets and of parts of buildings in addresses.
func isRoad(w string) bool {
	switch w {
	case "road", "rd", "street", "avenue", "ave", "drive", "boulevard", "blvd", "lane", "parkway", "pkwy", "plaza", "highway", "floor", "suite", "terrace", "court", "quay", "crescent",
		"link", "expressway", "broadway", "way", "circle", "embarcadero", "square", "calle", "rue", "avenida", "straat", "gasse", "allee", "platz", "place", "quai", "impasse", "ste", "st", "dr":
		return true
	}
	for _, tail := range [...]string{"straße", "strasse", "laan", "straat", "gracht", "weg", "plein", "platz", "gatan", "allee"} {
		if strings.HasSuffix(w, tail) && len(w) > len(tail)+2 {
			return true
		}
	}
	return false
}

// latinAddress reads the address around the word of a road at [i, e). It needs a number beside the road's name and, as
// a sign that it is an address and no figure of speech, a postcode, a comma-separated place or a floor.
func (v *view) latinAddress(i, e int) int {
	s, end := v.addressStart(i), v.addressEnd(e)
	if s > i {
		return i
	}
	t := v.text(s, end)
	if end-s < 14 || end-s > 260 || !strings.ContainsAny(t, "0123456789") {
		return i
	}
	box := strings.Contains(t, "p.o. box") || strings.Contains(t, "po box")
	if !v.upper(i) && !v.numberBeside(i) {
		return i
	}
	parts := strings.Count(t, ",") + strings.Count(t, "\n")
	postcode := hasPostcode(t)
	counted := numberWords[string(v.bytes(s, v.wordEnd(s)))] > 0 // One Example Square
	if !box && !counted && !v.numberNear(s, i, e) && !(postcode && parts >= 3) {
		return i
	}
	if !postcode && parts < 2 {
		return i
	}
	words, capitals := 0, 0
	for j := s; j < end; j++ {
		if v.wordStart(j) && (v.upper(j) || v.wordEnd(j)-j > 3) { // rue de la Paix: small words are not counted
			words++
			if v.upper(j) {
				capitals++
			}
		}
	}
	if capitals*3 < words*2 { // a sentence, not an address
		return i
	}
	if v.add(Address, s, end, v.compact(s, end)) {
		return end
	}
	return i
}

func (v *view) numberBeside(i int) bool {
	j := v.back(i)
	return isDigit(v.at(j - 1))
}

// numberNear reports a number that may be the house's: within five words before the road or right after it.
func (v *view) numberNear(s, i, e int) bool {
	for j := max(s, i-50); j < i; j++ {
		if isDigit(v.r[j]) {
			return true
		}
	}
	return isDigit(v.at(v.skip(e)))
}

func hasPostcode(t string) bool {
	run := 0
	for i := 0; i <= len(t); i++ {
		if i < len(t) && t[i] >= '0' && t[i] <= '9' {
			run++
			continue
		}
		if run >= 4 && run <= 6 {
			return true
		}
		run = 0
	}
	// British, Canadian and Irish codes: SW1A 1AA, K1A 0B1, D02 X285, T23AT2P
	for w := range strings.FieldsSeq(t) {
		w = strings.Trim(w, ".,;")
		if (len(w) == 7 || len(w) == 3) && w[0] >= 'a' && w[0] <= 'z' && isDigit(rune(w[1])) && isDigit(rune(w[2])) {
			return true
		}
		if len(w) == 3 && w[0] >= '0' && w[0] <= '9' && w[1] >= 'a' && w[1] <= 'z' && w[2] >= 'a' && w[2] <= 'z' {
			return true
		}
	}
	return false
}

// addressStart goes left to the beginning of the address: emphasis, a colon, a bracket, a taken fact, a line that has
// none of an address's signs, the end of a sentence, or a word in lower case.
func (v *view) addressStart(i int) int {
	s := i
	for s > 0 && i-s < 120 && !v.taken[s-1] {
		r := v.r[s-1]
		if r == ':' || r == '*' || r == '(' || r == '"' || r == '|' || r == ';' || r == ']' || r == '>' || isCJK(r) && r != '号' || r == '：' || r == '•' {
			break
		}
		if r == '.' && isSpace(v.at(s)) && !v.abbreviation(s-1) {
			break
		}
		if r == '\n' && !strings.ContainsAny(v.line(s-1), "0123456789") && !v.roadIn(s-1) {
			break
		}
		if isSpace(r) && isLetter(v.at(s)) && !v.upper(s) && v.stopsAddress(s) {
			break
		}
		s--
	}
	for s < i && (isSpace(v.r[s]) || v.r[s] == ',' || v.r[s] == '.' || v.r[s] == '\\' || v.r[s] == '>' || v.r[s] == '-') {
		s++
	}
	for s < i && isLetter(v.at(s)) && !v.upper(s) { // at 20 Some Street
		s = v.skip(v.wordEnd(s))
	}
	return v.passAddressee(s, i)
}

// passAddressee passes whom a letter is for where that stands in front of the address on its line: Litigation
// Department, 20 Some Street. A building's name belongs to the address.
func (v *view) passAddressee(s, i int) int {
	comma := s
	for comma < i && v.r[comma] != ',' && v.r[comma] != '\n' && !isDigit(v.r[comma]) {
		comma++
	}
	if v.at(comma) != ',' || comma >= i {
		return s
	}
	for j := s; j < comma; j++ {
		if !v.wordStart(j) {
			continue
		}
		switch e := v.wordEnd(j); string(v.bytes(j, e)) {
		case "agent", "department", "dept", "inquiry", "inquiries", "commission", "commissioner", "authority", "officer", "counsel", "team", "attn":
			return v.skip(comma + 1)
		}
	}
	return s
}

// stopsAddress reports a word in lower case that does not stand inside addresses.
func (v *view) stopsAddress(s int) bool {
	switch w := v.text(s, v.wordEnd(s)); w {
	case "at", "is", "to", "in", "by", "via", "us", "from", "address", "write", "mail", "located", "office", "our", "attention", "have", "with", "are", "as":
		return true
	}
	return false
}

// line is the line that ends before i.
func (v *view) line(i int) string {
	s := i
	for s > 0 && v.r[s-1] != '\n' {
		s--
	}
	return v.text(s, i)
}

func (v *view) roadIn(i int) bool {
	for w := range strings.FieldsSeq(v.line(i)) {
		if isRoad(strings.Trim(w, ",.")) {
			return true
		}
	}
	return false
}

// abbreviation reports whether the full stop at i ends an abbreviation: St., No., P.O.
func (v *view) abbreviation(i int) bool {
	k := i
	for k > 0 && isLetter(v.r[k-1]) {
		k--
	}
	switch v.text(k, i) {
	case "st", "rd", "no", "ave", "dr", "blvd", "o", "ste", "bldg", "fl", "p", "u", "s", "d", "c", "jl", "n", "e", "w", "mt", "ft":
		return true
	}
	return false
}

// addressLine reports whether the line that begins at i may go on with an address: short, in words with capitals.
func (v *view) addressLine(i int) bool {
	if !v.upper(i) && !isDigit(v.at(i)) {
		return false
	}
	words, capitals, e := 0, 0, i
	for ; e < len(v.r) && v.r[e] != '\n' && e-i <= 80; e++ {
		if v.wordStart(e) {
			words++
			if v.upper(e) {
				capitals++
			}
		}
	}
	return e-i <= 80 && capitals*3 >= words*2
}

// addressEnd goes right to the end of the address.
func (v *view) addressEnd(e int) int {
	end := e
	for end < len(v.r) && end-e < 140 && !v.taken[end] {
		r := v.r[end]
		if r == '(' || r == ')' || r == '*' || r == ';' || r == ':' || r == '|' || r == '<' || r == '"' || r == '[' || isCJK(r) || r == '•' {
			break
		}
		if r == '.' && (isSpace(v.at(end+1)) || end+1 == len(v.r)) && !v.abbreviation(end) {
			break
		}
		if r == '\n' && !v.addressLine(end+1) {
			break
		}
		if isSpace(r) && isLetter(v.at(end+1)) && !v.upper(end+1) {
			w := v.text(end+1, v.wordEnd(end+1))
			if w != "of" && w != "the" && w != "de" && w != "am" && w != "du" && w != "des" && w != "floor" && w != "la" {
				break
			}
		}
		end++
	}
	for end > e && (isSpace(v.r[end-1]) || strings.ContainsRune(",.-\\&_", v.r[end-1])) {
		end--
	}
	for _, tail := range [...]string{"phone", "tel", "email", "e-mail", "telephone", "fax", "attn", "attention"} {
		if v.endsWith(end, tail) && isSpace(v.at(end-len(tail)-1)) {
			end = v.back(end - len(tail))
		}
	}
	for end > e && (isSpace(v.r[end-1]) || strings.ContainsRune(",.-", v.r[end-1])) {
		end--
	}
	return end
}
