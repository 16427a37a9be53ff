/** The digits that our pages use in a language, where browsers would choose others (CLDR's default for Arabic). */
const NUMBERING = { ar: 'arab' };

/**
 * The locale for numbers and times of the page, or of one language.
 * @param {string} [tag] BCP 47
 * @returns {string}
 */
export function locale(tag = document.documentElement.lang) {
  const numbering = NUMBERING[tag.split('-')[0]];
  return numbering ? `${tag}-u-nu-${numbering}` : tag;
}
