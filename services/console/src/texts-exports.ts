/** What is said where a list leaves the system as a file. */
export const exportTexts = {
  zh: {
    title: '导出',
    purpose: '用途',
    choose: '用途：请选择',
    purposes: { handling: '办理', supervision: '督办', statistics: '统计', meeting: '会议' },
    download: '下载 CSV',
    note: '与列表相同的行，最多 1 万行；谁、为何导出都留痕。',
  },
  en: {
    title: 'Export',
    purpose: 'Purpose',
    choose: 'Purpose: choose',
    purposes: {
      handling: 'Handling',
      supervision: 'Supervision',
      statistics: 'Statistics',
      meeting: 'Meeting',
    },
    download: 'Download CSV',
    note: 'The rows of the list, 10,000 at most; who exported and why is on record.',
  },
};
