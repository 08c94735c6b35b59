module.exports = require('../../jest.preset.cjs')('work-queue');
