-- KEYS: overdue, due, then of each fetch its feed, its fetches, its gaps. ARGV: grace ms, fetches and gaps that are kept,
-- then of each fetch a JSON: id, token, interval (ms) that is new or '', interval that holds, not before (ms since the
-- epoch), field and value pairs to keep, record of the fetch, record of a gap or ''.
-- Lets the lease go and keeps what the fetch learnt. A feed that sees its news for itself began without an interval: from
-- here on it is overdue by the one that it has.
-- A feed that was taken out of the settings while its fetch was under way is not due again.
-- What is sent twice finds the lease gone the second time, and is recorded once. Where Redis knows of no fetch of the feed
-- it lost what it held meanwhile, and what was learnt from what it held before is not kept.
local grace, keptFetches, keptGaps = tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[3])
local overdue, due = {}, {}
local function score(set, value, id)
  set[#set + 1] = string.format('%.0f', value)
  set[#set + 1] = id
end
local function remember(key, record, kept)
  -- A list is cut now and then, not each time.
  if redis.call('LPUSH', key, record) >= kept + 10 then redis.call('LTRIM', key, 0, kept - 1) end
end
for at = 4, #ARGV do
  local fetch = cjson.decode(ARGV[at])
  local first = 3 * (at - 4) + 3
  local held = redis.call('HMGET', KEYS[first], 'lease', 'lastFetchAt')
  local fields = fetch.fields
  local function keep(field, value)
    fields[#fields + 1] = field
    fields[#fields + 1] = value
  end
  if held[2] then
    local from = math.max(tonumber(held[2]), fetch.notBefore)
    if held[1] == fetch.token then
      keep('lease', '')
      keep('leaseUntil', '0')
      remember(KEYS[first + 1], fetch.record, keptFetches)
      if fetch.gap ~= '' then remember(KEYS[first + 2], fetch.gap, keptGaps) end
      score(due, math.max(tonumber(held[2]) + fetch.every, fetch.notBefore), fetch.id)
    end
    keep('notBefore', string.format('%.0f', fetch.notBefore))
    if fetch.interval ~= '' then keep('intervalMs', string.format('%.0f', fetch.interval)) end
    score(overdue, from + 2 * fetch.every + grace, fetch.id)
    redis.call('HSET', KEYS[first], unpack(fields))
  end
end
if #overdue > 0 then redis.call('ZADD', KEYS[1], unpack(overdue)) end
if #due > 0 then redis.call('ZADD', KEYS[2], 'XX', unpack(due)) end
return 1
