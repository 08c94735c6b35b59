/** What the call desk says of drafts that the server keeps. */
export const draftTexts = {
  zh: {
    signs: {
      saved: '草稿已存',
      failed: '草稿暂未存到服务器，稍后再试；照常可以受理。',
      elsewhere: '这份草稿已在别处继续，这里的改动不再自动保存；照常可以受理。',
      full: '未完成的登记太多，这份没有存到服务器；照常可以受理。',
    },
    title: '没有受理完的登记',
    savedAt: '{time} 保存',
    resume: '继续',
    discard: '删除',
    failed: '暂时取不到草稿，请再试一次。',
  },
  en: {
    signs: {
      saved: 'Draft saved',
      failed: 'The draft is not on the server yet and is tried again; you can send all the same.',
      elsewhere: 'This draft was continued elsewhere; changes here are not saved, but can be sent.',
      full: 'Too many unfinished reports; this one is not kept on the server, but can be sent.',
    },
    title: 'Unfinished reports',
    savedAt: 'saved {time}',
    resume: 'Continue',
    discard: 'Delete',
    failed: 'The draft could not be fetched; try again.',
  },
};
