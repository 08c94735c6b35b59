module.exports = require('../../jest.preset.cjs')('coordination');
