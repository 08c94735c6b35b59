module.exports = require('../../jest.preset.cjs')('education');
