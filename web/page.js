// The one script that Streamlit leaves to do. It is fixed text and handles data only as text.
//
// It sets <html lang>, which Streamlit hardcodes to English (WCAG 3.1.1); says an answer once in a live region (4.1.3);
// names Streamlit's own controls in the interface's language; opens links to passages without loading the page anew;
// moves focus to what was opened and back (2.4.3).
const state = (window.styrdok ??= { said: null, shown: null, from: null })

function region() {
  let live = document.getElementById("sd-live")
  if (!live) {
    live = document.createElement("div")
    live.id = "sd-live"
    live.className = "sd-hidden"
    live.setAttribute("role", "status")
    live.setAttribute("aria-live", "polite")
    document.body.append(live)
  }
  return live
}

function whenThere(find, act, tries = 40) {
  const element = find()
  if (element) act(element)
  else if (tries) setTimeout(whenThere, 50, find, act, tries - 1)
}

function relabel(labels) {
  for (const element of document.querySelectorAll("[aria-label]")) {
    element.dataset.sdLabel ??= element.getAttribute("aria-label")
    const label = labels[element.dataset.sdLabel]
    if (label && element.getAttribute("aria-label") !== label) element.setAttribute("aria-label", label)
  }
  const skip = document.querySelector("a[data-sd-skip]") ?? [...document.links].find((a) => a.text === "Skip to main content")
  if (!skip) return
  skip.dataset.sdSkip = ""
  if (skip.text !== labels["Skip to main content"]) skip.text = labels["Skip to main content"]
}

export default function ({ data, setTriggerValue }) {
  document.documentElement.lang = data.lang
  const live = region()
  if (data.turn && state.said !== data.turn) {
    state.said = data.turn
    live.textContent = ""
    setTimeout(() => { live.textContent = data.say }, 150)
    if (!data.opened && data.number > 1)
      whenThere(() => document.getElementById("sd-turn-" + data.number), (e) => e.scrollIntoView())
  }
  if (state.shown !== data.opened) {
    state.shown = data.opened
    if (data.opened) {
      whenThere(() => document.querySelector(`[data-shown="${CSS.escape(data.opened)}"] #sd-reader-title`), (title) => {
        title.focus({ preventScroll: true })
        title.scrollIntoView({ block: "nearest" })
        if (data.quoted) whenThere(() => document.getElementById("sd-quote"), (e) => e.scrollIntoView({ block: "center" }))
      })
    } else if (state.from) {
      whenThere(() => document.querySelector(state.from), (link) => link.focus())
    }
  }
  const onClick = (event) => {
    const link = event.target.closest?.("a[data-open]")
    if (!link || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return
    event.preventDefault()
    if (!link.closest("details")) state.from = `a.${link.className}[data-open="${CSS.escape(link.dataset.open)}"]`
    setTriggerValue("open", link.dataset.open)
  }
  document.addEventListener("click", onClick)
  relabel(data.labels)
  let waiting = false
  const observer = new MutationObserver(() => {
    if (waiting) return
    waiting = true
    requestAnimationFrame(() => { waiting = false; relabel(data.labels) })
  })
  observer.observe(document.body, { childList: true, subtree: true, attributeFilter: ["aria-label"] })
  return () => { document.removeEventListener("click", onClick); observer.disconnect() }
}
