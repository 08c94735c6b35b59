/**
 * Refusals about files that stand beside a report: what they are, how large, who may have them.
 * Guarantee: nothing of the file is kept when one of these is answered while it is sent.
 * Not here: files that are read as tables (`sheet.ts`).
 */
import { no } from './row';

export const attachmentRefusals = {
  attachment_already_withheld: no(409, '该附件已被收回', 'The attachment is withheld already'),
  attachment_broken: no(
    400,
    '文件已损坏或不完整，请重新选择',
    'The file is damaged or incomplete; choose it again',
  ),
  attachment_damaged: no(
    500,
    '存放的附件缺失或被改动，未发出任何内容，请通知管理员从备份恢复',
    'The stored attachment is missing or was altered; nothing of it was sent. Ask the administrator to restore it',
  ),
  attachment_decided_too_often: no(
    409,
    '该附件是否提供给承办单位已改动 {times} 次，不能再改，请撤下后重新添加',
    'Who sees it was changed {times} times, which is all; withhold it and add it again',
  ),
  attachment_empty: no(400, '文件是空的', 'The file is empty'),
  attachment_expands_too_far: no(
    413,
    '文件展开后过大，请另存为 PDF 后再传',
    'The file is too large when unpacked; save it as PDF',
  ),
  attachment_kind_mismatch: no(
    415,
    '文件内容与其扩展名或类型不符',
    'What the file holds does not fit its extension or its stated type',
  ),
  attachment_kind_unknown: no(
    415,
    '不接受这种文件；可传照片（JPEG、PNG、WebP、HEIC）、PDF、录音（MP3、M4A、WAV、AMR）、视频（MP4、MOV）、DOCX 和 XLSX',
    'Not taken. Taken are JPEG, PNG, WebP, HEIC, PDF, MP3, M4A, WAV, AMR, MP4, MOV, DOCX and XLSX',
  ),
  attachment_locked: no(400, '不接受带密码的文件，请去掉密码', 'Nothing with a password is taken; remove it'),
  attachment_name_invalid: no(
    400,
    '文件名须为1至150个字符，带扩展名，不含路径和控制字符',
    'The file name must have 1 to 150 characters and an extension, no path and no control characters',
  ),
  attachment_runs: no(400, '文件含有宏或程序，不接受', 'The file holds macros or programs and is not taken'),
  attachment_storage_full: no(
    503,
    '附件存储空间已满，未保存，请通知管理员',
    'The storage of attachments is full, nothing was kept; tell the administrator',
  ),
  attachment_too_large: no(
    413,
    '文件超过 {mebibytes} MB，请压缩或拆分',
    'The file is over {mebibytes} MB; make it smaller or split it',
  ),
  attachment_withheld: no(
    403,
    '该附件已被收回，只有督查人员可以查看',
    'It is withheld; only a supervisor may open it',
  ),
  attachments_full: no(
    409,
    '一份报告最多 {files} 个附件，共 {mebibytes} MB',
    'A report has at most {files} attachments of {mebibytes} MB together',
  ),
  purpose_invalid: no(
    400,
    '请在 X-Purpose 请求头写明查看目的（小写字母和下划线，至多40个字符）',
    'Say what for in the header X-Purpose: lower-case letters and underscores, at most 40',
  ),
};
