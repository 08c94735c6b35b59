/**
 * Refusals about who asks: tokens, sessions, duties, accounts.
 * Guarantee: none of them tells whether a name or a row exists.
 * Not here: the access table itself (`@yimen/auth`).
 */
import { no } from './row';

export const accessRefusals = {
  account_disabled: no(403, '账号已停用，请联系管理员', 'The account is disabled; ask the administrator'),
  account_is_disabled: no(409, '账号已经停用', 'The account is disabled already'),
  account_is_enabled: no(409, '账号本就可用', 'The account is not disabled'),
  account_name_taken: no(409, '账号名已被使用', 'The account name is taken'),
  account_own: no(
    409,
    '不能变更自己的账号，请另一位管理员操作',
    'You cannot change your own account; ask another administrator',
  ),
  account_unknown: no(404, '没有这个账号', 'There is no such account'),
  agencies_of_two_desks: no(
    409,
    '两单位的工单不在同一处办理，不能合并；请先转派在办工单',
    'The two agencies work at different desks; give the open referrals to others instead',
  ),
  agency_change_settled: no(409, '该变更已生效或已撤回', 'This change is in force or withdrawn already'),
  agency_change_unknown: no(404, '没有这项单位变更', 'There is no such change of an agency'),
  agency_merged: no(409, '该单位已并入其他单位', 'This agency went into another one'),
  agency_merges_itself: no(400, '单位不能并入自身', 'An agency cannot go into itself'),
  agency_name_same: no(409, '该单位已是此名称', 'The agency has this name already'),
  agency_name_taken: no(409, '本县已有同名单位', 'Another agency of the county has this name'),
  agency_office_stays: no(
    409,
    '协调办不能并入其他单位，可以更名',
    'The coordination office does not go into another agency; rename it',
  ),
  agency_unknown: no(400, '没有这个单位', 'There is no such agency'),
  conflict_of_interest: no(
    403,
    '您与本案有利害关系，须回避',
    'You declared a conflict of interest in this case',
  ),
  county_unknown: no(400, '没有这个辖区', 'There is no such county'),
  csrf_refused: no(403, '请求来源不被信任', 'The origin of the request is not trusted'),
  duty_account_elsewhere: no(
    400,
    '值班人须是该单位可用的账号',
    'Who is on duty needs an account of that agency that is in use',
  ),
  duty_missing: no(403, '您的职责不包含此项操作', 'Your duties do not include this action'),
  duty_shift_empty: no(400, '班次的结束须晚于开始', 'A shift ends after it begins'),
  duty_shift_over: no(409, '该班次已结束', 'The shift is over'),
  duty_shift_unknown: no(404, '没有这个班次', 'There is no such shift'),
  effective_time_unfit: no(
    400,
    '生效时间须为现在至两年内',
    'It can be in force from now on or within two years',
  ),
  local_key_invalid: no(
    401,
    '本机密钥不正确，请在数据目录所在机器上操作',
    'The local key is wrong; run it on the machine of the data folder',
  ),
  passwords_already_given: no(
    409,
    '初始密码已发放过，请重置单个账号',
    'First passwords were given out before; reset one account',
  ),
  purpose_needed: no(400, '查阅儿童信息须说明用途', 'Reading data of a child needs a purpose'),
  second_person_needed: no(409, '须由另一人复核后生效', 'A second person must confirm'),
  session_expired: no(401, '登录已过期，请重新登录', 'The session has expired; log in again'),
  token_expired: no(401, '令牌已过期，请重新获取', 'The token has expired; get a new one'),
  token_invalid: no(401, '令牌无效', 'The token is not valid'),
  token_missing: no(401, '未登录', 'Not logged in'),
  too_many_attempts: no(429, '尝试次数过多，请稍后再试', 'Too many attempts; wait before trying again'),
  wrong_credentials: no(401, '账号或密码不正确', 'Name or password is wrong'),
  wrong_jurisdiction: no(403, '不属于您的辖区', 'Not in your county'),
};
