// Text whose contrast with its background is below 4.5:1 (WCAG 2.1, 1.4.3), disabled controls and symbols left out.
function luminance(colour) {
  const [r, g, b] = colour.map((v) => ((v /= 255) <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4))
  return 0.2126 * r + 0.7152 * g + 0.0722 * b
}
function parse(text) {
  const numbers = text.match(/[\d.]+/g).map(Number)
  return numbers.length > 3 ? numbers : [...numbers, 1]
}
function over(front, back) {
  return back.map((v, i) => v * (1 - front[3]) + front[i] * front[3])
}
function background(element) {
  const layers = []
  for (let e = element; e; e = e.parentElement) layers.push(parse(getComputedStyle(e).backgroundColor))
  return layers.reverse().reduce((back, layer) => over(layer, back), [255, 255, 255])
}
const weak = {}
for (const element of document.querySelectorAll("body *")) {
  const own = [...element.childNodes].some((node) => node.nodeType === 3 && node.data.trim())
  const empty = element.placeholder && !element.value
  const box = element.getBoundingClientRect()
  if (!(own || empty) || box.width < 2 || box.height < 2) continue
  if (element.closest("button:disabled, script, style, [data-testid=stIconMaterial]")) continue
  const colour = parse(getComputedStyle(element, empty ? "::placeholder" : null).color)
  for (let e = element; e; e = e.parentElement) colour[3] *= Number(getComputedStyle(e).opacity)
  const back = background(element)
  const [dark, light] = [luminance(over(colour, back)), luminance(back)].sort((a, b) => a - b)
  const ratio = (light + 0.05) / (dark + 0.05)
  if (ratio < 4.5) weak[(element.textContent || element.placeholder).slice(0, 40)] = ratio.toFixed(2)
}
return weak
