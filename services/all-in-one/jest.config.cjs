module.exports = require('../../jest.preset.cjs')('all-in-one');
