import { attachmentLimits, deskNameOf, fileNameOf, isPurpose, mayOpen, noRoomFor } from './attachment.policy';

const { bytesPerReport, fileBytes, filesPerReport } = attachmentLimits;

describe('a report has room', () => {
  it.each<[string, number, { files: number; bytes: number }, boolean]>([
    ['for a first file', fileBytes, { files: 0, bytes: 0 }, true],
    ['for the last file', 1, { files: filesPerReport - 1, bytes: 0 }, true],
    ['to its last byte', 10, { files: 1, bytes: bytesPerReport - 10 }, true],
    ['for no file more', 1, { files: filesPerReport, bytes: 0 }, false],
    ['for no byte more', 11, { files: 1, bytes: bytesPerReport - 10 }, false],
  ])('%s', (_what, bytes, used, hasRoom) => expect(noRoomFor(bytes, used) === undefined).toBe(hasRoom));
});

describe('the name at a desk', () => {
  const id = '019d06a1-38fc-7de7-b602-376e3a92d094';
  it.each([
    ['王老师拍的.JPG', '附件-3a92d094.jpg'],
    ['a.b.docx', '附件-3a92d094.docx'],
    ['王老师', '附件-3a92d094'],
  ])('keeps of %s the extension alone', (name, shown) => expect(deskNameOf(id, name)).toBe(shown));
});

describe('a file name', () => {
  it.each([
    ['scan.pdf', 'scan.pdf', 'pdf'],
    ['%E4%BC%A4%E6%83%85%20%281%29.JPG', '伤情 (1).JPG', 'jpg'],
    ['a.b.docx', 'a.b.docx', 'docx'],
  ])('%s is read', (header, name, extension) => expect(fileNameOf(header)).toEqual({ name, extension }));

  it.each([
    ['that is absent', undefined],
    ['without an extension', 'photo'],
    ['of an extension alone', '.jpg'],
    ['that is hidden', '.a.jpg'],
    ['with a folder', encodeURIComponent('../../etc/a.jpg')],
    ['with a folder of Windows', encodeURIComponent('..\\a.jpg')],
    ['with a line break', encodeURIComponent('a\r\nb.jpg')],
    ['that reads backwards', encodeURIComponent('a\u202Egpj.exe.jpg')],
    ['that is wrongly encoded', '%E4%BC.jpg'],
    ['that is too long', `${'a'.repeat(150)}.jpg`],
  ])('%s is refused by its field', (_what, header) => {
    expect(fileNameOf(header)).toMatchObject({
      code: 'attachment_name_invalid',
      params: { errors: [{ field: 'X-File-Name' }] },
    });
  });
});

it('what was withheld is for supervisors', () => {
  expect([
    mayOpen(false, ['operator']),
    mayOpen(true, ['operator', 'coordinator']),
    mayOpen(true, ['supervisor']),
  ]).toEqual([true, false, true]);
});

it('a purpose is a word of the work', () => {
  expect(['handling', 'call_back', '', undefined, '张三', 'a b', 'x'.repeat(41)].map(isPurpose)).toEqual([
    ...[true, true],
    ...[false, false, false, false, false],
  ]);
});
