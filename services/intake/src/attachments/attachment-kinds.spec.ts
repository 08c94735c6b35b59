import { aDocx, aHeic, aJpeg, anAmr, anMp3, anMp4, aPdf, aPng, aWav, aWebp } from '../testing/some-files';
import { attachmentKinds, headBytes, kindOf } from './attachment-kinds';

const octets = 'application/octet-stream';
const said = (bytes: Buffer, extension: string, type = octets) => {
  const answer = kindOf(bytes.subarray(0, headBytes), { extension, type });
  return typeof answer === 'string' ? answer : answer.kind;
};

describe('a file is taken for what its bytes are', () => {
  it.each<[string, Buffer, string, string]>([
    ['jpeg', aJpeg(), 'jpg', 'image/jpeg'],
    ['png', aPng, 'png', 'image/png'],
    ['webp', aWebp, 'webp', 'image/webp'],
    ['heic', aHeic(), 'heic', 'image/heif'],
    ['pdf', aPdf, 'pdf', 'application/pdf'],
    ['mp4', anMp4('M4A '), 'm4a', 'audio/x-m4a'],
    ['mp4', anMp4('qt  '), 'mov', 'video/quicktime'],
    ['mp3', anMp3, 'mp3', 'audio/mp3'],
    ['wav', aWav, 'wav', 'audio/x-wav'],
    ['amr', anAmr, 'amr', octets],
    ['docx', aDocx(), 'docx', octets],
    ['xlsx', aDocx(), 'xlsx', octets],
  ])('%s', (kind, bytes, extension, type) => expect(said(bytes, extension, type)).toBe(kind));

  it('every row is tried', () => {
    expect(attachmentKinds).toHaveLength(11);
  });
});

describe('a file is refused', () => {
  it.each<[string, Buffer]>([
    ['a program for Windows', Buffer.from('MZ\x90\0\x03')],
    ['a program for Linux', Buffer.from('\x7fELF\x02')],
    ['a script', Buffer.from('#!/bin/sh\n')],
    ['a page', Buffer.from('<!DOCTYPE html><script>')],
    ['a drawing that runs', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" onload="x()">')],
    ['an old or locked Office file', Buffer.from('d0cf11e0a1b11ae1', 'hex')],
    ['a picture format that nobody listed', Buffer.from('GIF89a')],
    ['a PDF behind something else', Buffer.from('<html>%PDF-1.7')],
    ['nothing', Buffer.alloc(0)],
  ])('%s, whatever it is called', (_what, bytes) => {
    for (const extension of ['jpg', 'pdf', 'docx', 'exe', 'svg'])
      expect(said(bytes, extension)).toBe('attachment_kind_unknown');
  });

  it.each<[string, Buffer, string, string]>([
    ['a picture called a program', aJpeg(), 'exe', octets],
    ['a picture called a page', aJpeg(), 'html', octets],
    ['a PNG called a JPEG', aPng, 'jpg', octets],
    ['a JPEG said to be a PNG', aJpeg(), 'jpg', 'image/png'],
    ['a picture said to be a page', aJpeg(), 'jpg', 'text/html'],
    ['a name out of every object', aJpeg(), 'constructor', octets],
  ])('%s', (_what, bytes, extension, type) =>
    expect(said(bytes, extension, type)).toBe('attachment_kind_mismatch'),
  );
});
