-- KEYS: overdue, due, what this token took, then each feed. ARGV: token, lease ms, grace ms, how many at most, early ms or '' for feeds that are
-- fetched whenever they are due; then id and shortest interval (ms) of each feed.
-- One fetch of a feed at a time. The same token gets the same answer.
-- A source that asked to be left alone is not asked before that instant, nor any feed before its shortest interval.
-- A feed is overdue when nothing is attempted for twice its interval and the grace; one that is begun and never ended is
-- due again with the end of its lease.
-- A schedule may strike a little before its time.
local EARLY_MS = 250
local LEASED_AGAIN_MS = 5000
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local token, lease, grace, most = ARGV[1], tonumber(ARGV[2]), tonumber(ARGV[3]), tonumber(ARGV[4])
local ids = {}
for at = 4, #KEYS do ids[at - 3] = ARGV[2 * at - 2] end
local scores = {}
if ARGV[5] ~= '' then
  local taken = redis.call('GET', KEYS[3])
  if taken then return cjson.decode(taken) end
  scores = redis.call('ZMSCORE', KEYS[2], unpack(ids))
end
local begun, due, overdue = {}, {}, {}
local function score(set, value, id)
  set[#set + 1] = string.format('%.0f', value)
  set[#set + 1] = id
end
local function begin(at)
  local key, id, shortest = KEYS[at + 3], ids[at], tonumber(ARGV[2 * at + 5])
  local held = redis.call('HMGET', key, 'lease', 'leaseUntil', 'openReceipt', 'sequence', 'bookmark', 'firstPollDone', 'intervalMs', 'failures', 'notBefore', 'lastFetchAt', 'refused', 'lastOkAt', 'overran')
  local interval = math.max(tonumber(held[7] or '0'), shortest)
  if held[1] and held[1] ~= '' and held[1] ~= token and tonumber(held[2]) > now then
    score(due, math.min(tonumber(held[2]), now + LEASED_AGAIN_MS), id)
    return { at, 'leased', held[2] }
  end
  if held[3] and held[3] ~= '' then
    -- Its document is kept: nothing of what the source said is lost with whoever died.
    if held[1] and held[1] ~= '' then redis.call('HSET', key, 'lease', '', 'leaseUntil', '0') end
    score(due, now + interval, id)
    return { at, 'open', held[3] }
  end
  local earliest = tonumber(held[9] or '0')
  if held[1] ~= token then
    earliest = math.max(earliest, tonumber(held[10] or '0') + shortest - EARLY_MS)
  end
  if earliest > now then
    score(due, earliest, id)
    return { at, 'early', tostring(earliest) }
  end
  -- Who had it before never said what came of it: what the source said then may be lost.
  local unended = held[1] and held[1] ~= '' and held[1] ~= token
  local sequence = held[4] or '0'
  if held[1] ~= token then
    sequence = tostring(tonumber(sequence) + 1)
  end
  redis.call('HSET', key, 'lease', token, 'leaseUntil', now + lease, 'sequence', sequence, 'lastFetchAt', now)
  score(overdue, now + 2 * interval + grace, id)
  score(due, now + lease, id)
  return { at, 'begun', sequence, held[5] or '{}', held[6] or '0', held[7] or '0', held[8] or '0', held[11] or '', held[12] or '', unended and '1' or '0', held[13] or '' }
end
for at = 1, #ids do
  if #begun >= most then break end
  if ARGV[5] == '' or not scores[at] or tonumber(scores[at]) <= now + tonumber(ARGV[5]) then
    begun[#begun + 1] = begin(at)
  end
end
if #overdue > 0 then redis.call('ZADD', KEYS[1], unpack(overdue)) end
if #due > 0 then redis.call('ZADD', KEYS[2], unpack(due)) end
if ARGV[5] ~= '' and #begun > 0 then
  redis.call('SET', KEYS[3], cjson.encode(begun), 'PX', math.max(1, lease))
end
return begun
