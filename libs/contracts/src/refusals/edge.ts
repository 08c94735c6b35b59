/**
 * Refusals at the edge: what HTTP and the body checks refuse before any rule of the domain is asked.
 * Guarantee: nothing was written when one of these is answered.
 * Not here: rules about reports, cases and work items.
 */
import { no } from './row';

export const edgeRefusals = {
  body_too_large: no(413, '请求内容过大，请拆分后再提交', 'The body is too large; split it'),
  cursor_invalid: no(
    400,
    '翻页标记无效，请从第一页重新查询',
    'The cursor is not valid; start from the first page',
  ),
  database_unavailable: no(
    503,
    '数据库暂不可用，未受理，请稍后重试',
    'The database is not available, nothing was accepted; try again',
  ),
  id_invalid: no(400, '编号格式不对', 'The id is not well formed'),
  idempotency_in_progress: no(
    409,
    '同一请求正在处理，请稍后重试',
    'The same request is being handled; try again shortly',
  ),
  idempotency_key_invalid: no(
    400,
    '幂等键须为8至200个可见字符',
    'The Idempotency-Key must be 8 to 200 visible characters',
  ),
  idempotency_key_missing: no(400, '缺少 Idempotency-Key 请求头', 'The Idempotency-Key header is missing'),
  idempotency_key_reused: no(
    409,
    '同一幂等键已用于不同内容',
    'The Idempotency-Key was used with another body',
  ),
  if_match_missing: no(
    428,
    '缺少 If-Match 请求头，请先读取最新版本',
    'The If-Match header is missing; read the current version first',
  ),
  internal_error: no(
    500,
    '系统内部错误，已记录，请联系管理员',
    'Something failed inside; it was recorded, tell the administrator',
  ),
  invalid_body: no(400, '请求内容不符合要求，见所列字段', 'The body breaks the rules listed under errors'),
  invalid_encoding: no(
    400,
    '请求内容不是有效的 UTF-8 文本，或含有控制字符',
    'The body is not valid UTF-8 or holds control characters',
  ),
  invalid_json: no(400, '请求内容不是有效的 JSON', 'The body is not valid JSON'),
  invalid_query: no(400, '查询参数不符合要求，见所列字段', 'The query breaks the rules listed under errors'),
  limit_out_of_range: no(400, '每页条数须为1至200', 'The limit must be 1 to 200'),
  method_not_allowed: no(405, '该地址不支持此方法', 'This address does not take that method'),
  not_found: no(404, '未找到', 'Not found'),
  request_timeout: no(503, '处理超时，未受理，请重试', 'It took too long, nothing was accepted; try again'),
  shutting_down: no(
    503,
    '系统正在停止，未受理，请稍后重试',
    'The system is stopping, nothing was accepted; try again',
  ),
  starting_up: no(503, '系统正在启动，请稍后重试', 'The system is starting; try again in a moment'),
  too_many_requests: no(429, '请求过于频繁，请稍后再试', 'Too many requests; wait a moment'),
  too_many_streams: no(
    429,
    '同时打开的实时连接过多，请关闭其他页面',
    'Too many live connections; close other pages',
  ),
  unsupported_media_type: no(415, '请求内容须为 application/json', 'The body must be application/json'),
  version_invalid: no(400, 'If-Match 须为带引号的版本号', 'If-Match must be a version number in quotes'),
  version_stale: no(
    412,
    '内容已被他人更新，请刷新后重试',
    'It was changed meanwhile; read it again and retry',
  ),
};
