// How Chinese characters and kana sound, for finding smelters that a list has in Latin letters. Characters of GB 2312 and
// of the first levels of Big5 and JIS: names have no others. `node readings.mjs` prints it; `cargo xtask gen` keeps it.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { argv, stdout } from 'node:process';

const [, , packages, words] = argv;
const { pinyin } = createRequire(packages + '/')('pinyin-pro');
const characters = new Set();
const add = (encoding, firsts, seconds) => {
  const decoder = new TextDecoder(encoding);
  for (let a = firsts[0]; a <= firsts[1]; a++) {
    for (const [from, to] of seconds) {
      for (let b = from; b <= to; b++) {
        const text = decoder.decode(new Uint8Array([a, b]));
        if (/^\p{Script=Han}$/u.test(text)) characters.add(text);
      }
    }
  }
};
add('gbk', [0xb0, 0xf7], [[0xa1, 0xfe]]);
add('big5', [0xa4, 0xc6], [[0x40, 0x7e], [0xa1, 0xfe]]);
add('shift_jis', [0x88, 0x98], [[0x40, 0x7e], [0x80, 0xfc]]);

const syllables = new Map();
for (const one of [...characters].sort()) {
  const [said] = pinyin(one, { toneType: 'none', type: 'array', v: true });
  if (!/^[a-z]+$/.test(said)) continue;
  syllables.set(said, (syllables.get(said) ?? '') + one);
}

const rows = ['あいうえお', 'k かきくけこ', 's さしすせそ', 't たちつてと', 'n なにぬねの', 'h はひふへほ', 'm まみむめも', 'r らりるれろ',
  'g がぎぐげご', 'z ざじずぜぞ', 'd だぢづでど', 'b ばびぶべぼ', 'p ぱぴぷぺぽ'];
const special = { し: 'shi', ち: 'chi', つ: 'tsu', ふ: 'fu', じ: 'ji', ぢ: 'ji', づ: 'zu' };
const kana = { や: 'ya', ゆ: 'yu', よ: 'yo', わ: 'wa', を: 'o', ん: 'n', ゔ: 'vu', ぁ: 'a', ぃ: 'i', ぅ: 'u', ぇ: 'e', ぉ: 'o', ゃ: 'ya',
  ゅ: 'yu', ょ: 'yo' };
for (const row of rows) {
  const [letters, sound] = row.split(' ').reverse();
  [...letters].forEach((letter, i) => {
    kana[letter] = special[letter] ?? (sound ?? '') + 'aiueo'[i];
    if (i === 1 && sound) {
      const start = kana[letter].slice(0, -1);
      const y = /(sh|ch|j)$/.test(start) ? '' : 'y';
      for (const [small, vowel] of [['ゃ', 'a'], ['ゅ', 'u'], ['ょ', 'o'], ['ぇ', 'e']]) kana[letter + small] = start + y + vowel;
    }
  });
}
Object.assign(kana, { ふぁ: 'fa', ふぃ: 'fi', ふぇ: 'fe', ふぉ: 'fo', てぃ: 'ti', でぃ: 'di', うぃ: 'wi', うぇ: 'we', うぉ: 'wo', ゔぁ: 'va', ゔぃ: 'vi' });

const lines = readFileSync(words, 'utf8').split('\n').filter((line) => line && !line.startsWith('#'));
for (const [letter, sound] of Object.entries(kana)) lines.push(`${letter}=${sound}`);
for (const said of [...syllables.keys()].sort()) lines.push(`${said} ${syllables.get(said)}`);
stdout.write(lines.join('\n') + '\n');
