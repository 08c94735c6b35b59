/** What is read where files are put beside a report. */
export const attachmentTexts = {
  zh: {
    title: '附件',
    add: '添加附件',
    hint: '照片、录音、录像、PDF、DOCX、XLSX，每个不超过20兆字节；照片中的拍摄位置会去掉。',
    none: '还没有附件',
    open: '下载',
    withhold: '撤下',
    withheld: '已撤下：{reason}',
    columns: { name: '文件', size: '大小', by: '添加人', at: '时间', state: '状态' },
    kept: '已保存',
    kilobytes: '{n} 千字节',
  },
  en: {
    title: 'Attachments',
    add: 'Add a file',
    hint: 'Pictures, sound, film, PDF, DOCX, XLSX, 20 MiB at most each; where a picture was taken is taken out.',
    none: 'No files yet',
    open: 'Download',
    withhold: 'Withhold',
    withheld: 'Withheld: {reason}',
    columns: { name: 'File', size: 'Size', by: 'Added by', at: 'When', state: 'State' },
    kept: 'Kept',
    kilobytes: '{n} kB',
  },
};
