/**
 * Refusals of intake: what cannot be taken down as stated. A report is never refused for lack of papers, name, age,
 * registered residence or category (I12); these rows are about mistakes of typing and about secrecy.
 * Guarantee: nothing was written when one of these is answered.
 * Not here: redirects and consultations; those are accepted.
 */
import { no } from './row';

export const intakeRefusals = {
  age_out_of_range: no(400, '年龄须为0至120', 'The age must be 0 to 120'),
  amendment_empty: no(400, '补充内容不能为空', 'The amendment says nothing'),
  batch_not_handed_over: no(
    409,
    '批量导入不能整批移交，请逐人登记后移交',
    'A batch is not handed over as a whole; take the child down by itself',
  ),
  birth_date_in_future: no(400, '出生日期不能晚于今天', 'The date of birth lies in the future'),
  birth_date_invalid: no(400, '出生日期不是有效日期', 'The date of birth is no calendar date'),
  category_unknown: no(400, '没有这个儿童类别', 'There is no such child category'),
  channel_unknown: no(400, '没有这个来源渠道', 'There is no such channel'),
  child_is_kept: no(
    409,
    '已有其他儿童并入该儿童，请反过来合并或先拆分',
    'Others were merged into this child; merge the other way, or take those back first',
  ),
  child_merged: no(409, '其中一名儿童已被合并', 'One of the two was merged before'),
  child_merges_itself: no(400, '不能把儿童并入其本人', 'A child cannot be merged into itself'),
  child_not_merged: no(409, '该儿童没有被合并', 'This child is not merged'),
  child_unknown: no(404, '没有找到该儿童', 'There is no such child'),
  disclosure_not_approved: no(403, '查看报告人须经批准', 'Showing the reporter needs an approval'),
  draft_accepted: no(409, '该登记已受理，草稿不再保存', 'It was accepted; its draft is not kept any more'),
  hand_over_by_letter: no(
    409,
    '该县在本系统内无承办单位：请以公函移交当地县级民政部门（未成年人保护工作协调机制），紧急的先报当地公安110；此前仍由本县派单处置',
    'Nobody works here for that county: hand over by letter to its civil affairs department, urgent ones first by ' +
      '110; until then this county goes on with it',
  ),
  hand_over_to_own_county: no(409, '该报告本来就属于本县', 'The report is of this county already'),
  id_number_invalid: no(
    400,
    '身份证号须为18位且校验位正确；不确定可留空',
    'The ID number must have 18 characters and a right check digit; it may be left empty',
  ),
  import_rows_missing: no(400, '导入内容没有数据行', 'The import has no rows'),
  late_entry_reason_needed: no(400, '补录须说明理由', 'A late entry needs a reason'),
  matter_unknown: no(400, '没有这个事项', 'There is no such matter'),
  narrative_empty: no(400, '陈述不能为空', 'The narrative is empty'),
  narrative_too_long: no(400, '陈述不能超过20000字', 'The narrative is longer than 20000 characters'),
  phone_invalid: no(
    400,
    '电话号码格式不对；不愿提供可留空',
    'The phone number is not well formed; it may be left empty',
  ),
  phone_not_searchable: no(
    400,
    '号码不完整或已隐去，不能用来查找',
    'The number is masked or too short to search by',
  ),
  receipt_unknown: no(404, '没有找到该回执号', 'There is no such receipt number'),
  received_at_invalid: no(
    400,
    '接报时间须为带时区的 ISO 8601 时间',
    'The time of receipt must be ISO 8601 with offset',
  ),
  received_in_future: no(400, '接报时间不能晚于现在', 'The time of receipt lies in the future'),
  report_already_amended: no(
    409,
    '该报告已有更新的补充，请刷新',
    'The report was amended meanwhile; read it again',
  ),
  report_handed_over: no(409, '该报告已移交外县', 'The report was handed over before'),
  report_withdrawn: no(409, '该报告已撤销', 'The report was withdrawn before'),
  reporter_in_statement: no(
    422,
    '转办陈述中仍有报告人信息，请改为“报告人”',
    'The statement still tells who the reporter is; take that out',
  ),
  risk_lowering_needs_second_person: no(
    409,
    '降低红色等级须由另一人复核',
    'Lowering a red level needs a second person',
  ),
  risk_reason_needed: no(400, '低于建议等级须写明理由', 'A level lower than suggested needs a reason'),
  search_empty: no(400, '请至少填写一项查找条件', 'Nothing was asked for; give at least one criterion'),
  too_many_children: no(
    400,
    '一件报告最多20名儿童，更多请用批量导入',
    'A report takes at most 20 children; use the import for more',
  ),
  too_many_drafts: no(
    409,
    '未完成的登记已达5份，请先受理或删除一份',
    'Five drafts are kept already; send or throw one away first',
  ),
  too_many_import_rows: no(400, '一次导入行数过多，请分批', 'Too many rows in one import; split it'),
};
