import fc from 'fast-check'

/** Text with letters that are hard to compare, mixed with any others. */
export const anyText = fc
  .array(
    fc.oneof(
      fc.string({ unit: 'binary', maxLength: 6 }),
      fc.constantFrom(
        ...[
          'ΚΑΡΑΚΑΣ',
          'ς',
          'İ',
          'ı',
          'I',
          'ß',
          'ẞ',
          'Œ',
          'Ǆ',
          'ﬃ',
          'Đường',
          'e\u0301',
          'é',
          'é'.normalize('NFD'),
        ],
        ...[
          '한국',
          '한국'.normalize('NFD'),
          'ﾊﾞ',
          'バ',
          '👩🏽‍💻',
          '🏴󠁧󠁢󠁥󠁮󠁧󠁿',
          '1️⃣',
          '\u200b',
          '\u202e',
          '\u3164',
          '\u2800',
          '\ufeff',
          '\ud83d',
          '\udc00',
        ],
        ...[
          '’',
          'ʼ',
          '´',
          '＇',
          '\u00a0',
          '\u3000',
          '\u2028',
          '\t',
          '\u0085',
          'क्‍ष',
          'می‌خواهم',
          '\u0301\u0323',
          '\u0345',
          'ͅ',
          '葛\u{e0100}',
        ],
      ),
    ),
    { maxLength: 8 },
  )
  .map((parts) => parts.join(''))
