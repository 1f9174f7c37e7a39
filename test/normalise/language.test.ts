import { describe, expect, test } from 'vitest';
import { loadLanguageDetector } from '../../src/normalise/language.ts';

const detect = await loadLanguageDetector();

const TEXTS: readonly (readonly [string, string])[] = [
  [
    'id',
    'Menteri Perhubungan mengatakan kapal itu bisa berlayar lagi karena mesinnya sudah diperbaiki di pelabuhan provinsi.',
  ],
  [
    'id',
    'Warga kabupaten itu terluka saat mobil mereka tergelincir, ujarnya, Jumat. Kantor polisi setempat sudah memeriksa sopir.',
  ],
  ['id', 'Perahu tua itu masuk ke sungai pagi itu dan menabrak tiga lapak ikan. Pedagang menyingkir, petugas datang.'],
  [
    'ms',
    'Menteri itu berkata bahawa polis daerah boleh membuka semula jalan kerana kerja telah selesai, menurut pejabat beliau.',
  ],
];

describe('the language of a text', () => {
  test.each(TEXTS)('is %s where two languages are alike', (language, text) => {
    expect(detect(text)).toBe(language);
  });
});
