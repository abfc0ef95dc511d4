/** Which fonts do the map's labels use? The page's own files, so every machine draws alike. */

import italic from '@fontsource/noto-sans/files/noto-sans-latin-400-italic.woff2?url';
import latin from '@fontsource/noto-sans/files/noto-sans-latin-400-normal.woff2?url';
import bold from '@fontsource/noto-sans/files/noto-sans-latin-600-normal.woff2?url';
import extendedItalic from '@fontsource/noto-sans/files/noto-sans-latin-ext-400-italic.woff2?url';
import extended from '@fontsource/noto-sans/files/noto-sans-latin-ext-400-normal.woff2?url';
import extendedBold from '@fontsource/noto-sans/files/noto-sans-latin-ext-600-normal.woff2?url';
import arabic from '@fontsource/noto-sans-arabic/files/noto-sans-arabic-arabic-400-normal.woff2?url';
import arabicBold from '@fontsource/noto-sans-arabic/files/noto-sans-arabic-arabic-600-normal.woff2?url';
import hebrew from '@fontsource/noto-sans-hebrew/files/noto-sans-hebrew-hebrew-400-normal.woff2?url';
import hebrewBold from '@fontsource/noto-sans-hebrew/files/noto-sans-hebrew-hebrew-600-normal.woff2?url';

const ranges = {
  latin: ['U+0000-00FF', 'U+2000-206F', 'U+20AC', 'U+2122', 'U+2212'],
  extended: ['U+0100-02BA', 'U+02BD-02C5', 'U+0304', 'U+0308', 'U+0323', 'U+1E00-1EFF'],
  arabic: ['U+0600-06FF', 'U+0750-077F', 'U+08A0-08FF', 'U+FB50-FDFF', 'U+FE70-FEFF'],
  hebrew: ['U+0590-05FF', 'U+FB1D-FB4F'],
};

/** The style takes absolute addresses only. */
const face = (url: string, range: keyof typeof ranges) => ({
  url: new URL(url, location.href).href,
  'unicode-range': ranges[range],
});

export const fontFaces = () => ({
  Regular: [
    face(latin, 'latin'),
    face(extended, 'extended'),
    face(arabic, 'arabic'),
    face(hebrew, 'hebrew'),
  ],
  Bold: [
    face(bold, 'latin'),
    face(extendedBold, 'extended'),
    face(arabicBold, 'arabic'),
    face(hebrewBold, 'hebrew'),
  ],
  Italic: [
    face(italic, 'latin'),
    face(extendedItalic, 'extended'),
    face(arabic, 'arabic'),
    face(hebrew, 'hebrew'),
  ],
});
