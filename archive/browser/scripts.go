package browser

import "encoding/json"

// quote writes a string for a script.
func quote(s string) string {
	b, err := json.Marshal(s)
	if err != nil {
		return `""`
	}
	return string(b)
}

// look describes the page; it takes the awaited selector.
const look = `(() => {
	const text = document.body ? document.body.innerText : "";
	let found = true;
	const awaited = %s;
	if (awaited) {
		try { const e = document.querySelector(awaited); found = !!e && e.textContent.trim().length > 0; } catch (e) { found = false; }
	}
	let sum = 0;
	for (let i = 0; i < text.length; i++) sum = (sum * 31 + text.charCodeAt(i)) | 0;
	return { ready: document.readyState !== "loading", found, size: text.length,
		words: text.split(/\s+/).length + Math.floor((text.match(/[\u3040-\u9fff]/g) || []).length / 2), sum, url: location.href };
})()`

// answerConsent clicks the button of a consent dialogue: the one that declines, else the one that accepts.
const answerConsent = `(() => {
	const decline = ["reject all", "reject", "decline", "decline all", "refuse", "refuse all", "only necessary", "necessary only", "use necessary cookies only",
		"essential only", "continue without accepting", "alle ablehnen", "ablehnen", "nur notwendige", "tout refuser", "refuser", "continuer sans accepter",
		"rechazar todo", "rechazar", "rejeitar", "rejeitar tudo", "rifiuta", "rifiuta tutto", "alles weigeren", "odrzuć wszystko", "全部拒绝", "拒绝", "全部拒絕", "拒絕", "僅必要", "すべて拒否", "拒否", "모두 거부", "거부"];
	const accept = ["accept all", "accept", "accept cookies", "accept all cookies", "allow all", "agree", "i agree", "agree and continue", "ok", "got it", "continue",
		"alle akzeptieren", "akzeptieren", "zustimmen", "tout accepter", "accepter", "j'accepte", "aceptar", "aceptar todo", "aceitar", "aceitar tudo", "accetta", "accetta tutto",
		"akkoord", "accepteren", "zgadzam się", "принять", "принять все", "同意", "接受", "全部接受", "同意并继续", "同意並繼續", "我同意", "同意する", "すべて許可", "동의", "모두 동의", "모두 수락"];
	const buttons = [...document.querySelectorAll("button, [role=button], input[type=submit], input[type=button], a")].filter(b => b.offsetParent !== null || b.getClientRects().length);
	for (const list of [decline, accept]) {
		for (const b of buttons) {
			const label = (b.innerText || b.value || "").trim().toLowerCase().replace(/[.!。！]+$/, "");
			if (list.includes(label)) { b.click(); return true; }
		}
	}
	return false;
})()`

// serialize writes the document as HTML, with the content of open shadow roots in the place where it is shown.
const serialize = `(() => {
	const flatten = root => {
		for (const e of root.querySelectorAll("*")) {
			if (!e.shadowRoot) continue;
			flatten(e.shadowRoot);
			const box = document.createElement("div");
			for (const c of [...e.shadowRoot.childNodes]) box.appendChild(c.cloneNode(true));
			for (const slot of box.querySelectorAll("slot")) {
				const name = slot.getAttribute("name");
				const held = [...e.childNodes].filter(c => (c.getAttribute ? c.getAttribute("slot") : null) == name);
				if (held.length) slot.replaceChildren(...held.map(c => c.cloneNode(true)));
			}
			e.replaceChildren(box);
		}
	};
	flatten(document);
	return "<!DOCTYPE html>" + document.documentElement.outerHTML;
})()`
