module.exports = require('../../jest.preset.cjs')('agencies');
