/**
 * Refusals while a case is worked on: cases, referrals, work items, notices, tables, the log.
 * Guarantee: state, audit and events are unchanged when one of these is answered.
 * Not here: which state allows what; that is the policy of the service.
 */
import { no } from './row';

export const workRefusals = {
  accepted_report_kept: no(
    409,
    '已受理的紧急报告不得作废，请修复后重新处理',
    'An emergency report that was accepted is never given up; mend what failed and replay it',
  ),
  action_not_now: no(409, '当前状态下不能进行此操作', 'That action is not possible in this state'),
  agency_not_in_county: no(409, '该单位不在本辖区', 'That agency is not in this county'),
  arbitration_running: no(409, '争议裁定中，请等待裁定结果', 'Arbitration is running; wait for its decision'),
  assignee_not_in_agency: no(
    409,
    '被指派人不是本单位经办人',
    'The assignee is no desk officer of this agency',
  ),
  case_already_closed: no(409, '个案已结案', 'The case is closed'),
  case_has_no_lead: no(409, '个案尚未确定牵头单位', 'The case has no lead agency yet'),
  case_held_by_other: no(409, '个案由其他单位负责', 'Another agency owns the case'),
  clause_unknown: no(400, '没有这个条款', 'There is no such clause'),
  clock_still_running: no(409, '仍有未到期的必要时限', 'A required clock is still running'),
  close_reason_needed: no(400, '结案须写明结果', 'Closing needs an outcome'),
  close_unverified: no(409, '结案前须核实儿童现状', 'The child must have been seen before closing'),
  designation_already_ended: no(409, '该指定已终止', 'The designation has ended'),
  discard_not_proposed: no(409, '尚无人提出作废', 'Nobody has proposed to give it up'),
  discard_proposed: no(
    409,
    '已有人提出作废，请另一人确认或撤回',
    'It is proposed already; another person confirms or withdraws',
  ),
  disposition_not_closable: no(409, '该类个案不能这样结案', 'This kind of case cannot be closed that way'),
  document_missing: no(409, '缺少必需的文书', 'A required document is missing'),
  hand_over_unowned: no(
    409,
    '移交的外县尚未立案，红色个案不能结案',
    'The county that it was handed to has no case of it yet; a red case stays open',
  ),
  institution_already_designated: no(
    409,
    '同一时间只能有一家定点康复机构，请先终止现有指定',
    'One institution at a time: end the designation that runs first',
  ),
  item_already_claimed: no(409, '工单已被他人领取', 'Somebody else has claimed the item'),
  item_already_finished: no(409, '工单已办结', 'The item is finished'),
  item_already_signed: no(409, '工单已签收', 'The item is signed'),
  item_not_yours: no(409, '工单由他人持有', 'The item is held by somebody else'),
  item_unsigned: no(409, '请先签收', 'Sign for it first'),
  last_owner: no(409, '个案不能没有负责单位', 'A case cannot be left without an owner'),
  lead_already_assigned: no(409, '牵头单位已确定', 'The lead is already assigned'),
  leg_already_over: no(409, '该转介单已办结或免办', 'The leg is finished or waived'),
  leg_still_open: no(409, '仍有未办结的转介单', 'A leg is still open'),
  note_empty: no(400, '备注不能为空', 'The note is empty'),
  notice_already_received: no(409, '告知已收悉', 'The notice was received before'),
  notice_already_sent: no(409, '告知已发出', 'The notice was sent before'),
  outcome_needed: no(400, '办结须选择结果', 'Finishing needs an outcome'),
  outcome_unknown: no(400, '没有这个办结结果', 'There is no such outcome'),
  parked_behind: no(
    409,
    '它只是排在另一事件之后，请先处理前一件',
    'It only waits behind another event; deal with that one first',
  ),
  parked_key_unknown: no(404, '没有这个搁置的事件', 'There is no such parked event'),
  parked_settled: no(409, '该事件已处理或已作废', 'The event is applied or given up already'),
  r1_never_returned: no(409, '红色紧急件不得退单，请先处置', 'A red emergency is never returned; act first'),
  r1_risk_fixed: no(409, '红色等级不能由一人降低', 'One person cannot lower a red level'),
  return_clause_needed: no(400, '退单须注明条款依据', 'A return needs the clause it rests on'),
  return_ground_prohibited: no(409, '不得以该理由退单', 'That is no ground for a return'),
  return_reason_needed: no(400, '退单须选择理由', 'A return needs a reason'),
  returned_twice: no(
    409,
    '已退单两次，先办理，由协同办公室裁定',
    'Returned twice already: work on while arbitration decides',
  ),
  risk_unchanged: no(409, '风险等级没有变化', 'The risk level is the same'),
  table_unknown: no(404, '没有这个版本的责任分工表', 'There is no such version of the responsibility table'),
  transition_unknown: no(400, '没有这个操作', 'There is no such action'),
  waive_reason_needed: no(400, '免办须写明理由', 'Waiving needs a reason'),
};
