// A company's colour, and the ink that can be read on it.

const DARK_INK = "#1d2525";
const LIGHT_INK = "#ffffff";

export function paint(element, colour) {
  element.style.setProperty("--company", colour);
  element.style.setProperty("--on-company", inkOn(colour));
}

// The one of the two inks with the greater contrast, as WCAG 2.2 counts it.
export function inkOn(colour) {
  const ground = luminance(colour);
  return contrast(ground, luminance(LIGHT_INK)) >= contrast(ground, luminance(DARK_INK)) ? LIGHT_INK : DARK_INK;
}

function contrast(one, other) {
  return (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05);
}

function luminance(colour) {
  const [red, green, blue] = [1, 3, 5].map((at) => {
    const part = parseInt(colour.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
