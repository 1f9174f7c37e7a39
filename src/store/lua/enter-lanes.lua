-- KEYS: destination, lease, due, got, then a lane and a revision for each entry, then the unread positions.
-- ARGV: lease token, cursor as read, cursor after, destination id, revision key prefix, entries JSON,
-- JSON of the positions that cannot be read yet (kept), and of those that can be by now (let go).
-- Moves entries from the wire log to the lanes and the cursor with them: both or neither.
-- Redis refuses a script while memory is full unless its first write needs none.
redis.call('PERSIST', KEYS[1])
if redis.call('GET', KEYS[2]) ~= ARGV[1] then return { 'lost' } end
local cursor = redis.call('HGET', KEYS[1], 'cursor') or ''
if cursor ~= ARGV[2] then return { 'moved', cursor } end
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local endField = 'end:' .. ARGV[4]
local function finish(revisionKey, state, reason)
  if redis.call('EXISTS', revisionKey) == 1 then
    redis.call('HSETNX', revisionKey, endField, cjson.encode({ state = state, at = now, reason = reason }))
  end
end
local function supersede(entry) finish(ARGV[5] .. entry.revisionId, 'superseded', 'a later revision took its place') end

for i, entry in ipairs(cjson.decode(ARGV[6])) do
  local laneKey, revisionKey = KEYS[3 + i * 2], KEYS[4 + i * 2]
  local raw = redis.call('GET', laneKey)
  local lane = raw and cjson.decode(raw) or { entries = {}, failures = 0, refusals = 0, flights = {} }
  local entries = lane.entries
  local got = redis.call('ZSCORE', KEYS[4], entry.article)
  local due = nil
  local keepGoing = true

  if entry.kind == 'release' then
    local waiting = false
    for place, other in ipairs(entries) do
      if other.revisionId == entry.revisionId then
        waiting = true
        other.held = false
        other.kind = 'release'
        if place == 1 then due = now end
      end
    end
    keepGoing = not waiting and redis.call('HEXISTS', revisionKey, endField) == 0
  end

  if keepGoing and not (entry.passes or got or #entries > 0) then
    finish(revisionKey, 'filtered', entry.why)
    keepGoing = false
  end

  if keepGoing and entry.stop then
    for _, other in ipairs(entries) do supersede(other) end
    if got then
      lane.entries = { entry }
      lane.failures = 0
      lane.refusals = 0
      if #lane.flights > 0 then lane.stop = entry end
      due = 0
    else
      lane.entries = {}
      finish(revisionKey, 'filtered', 'the destination never got the article')
    end
  elseif keepGoing then
    local kept = {}
    for _, other in ipairs(entries) do
      if other.held then supersede(other) else kept[#kept + 1] = other end
    end
    entries = kept
    local head = entries[1]
    local priority = entry.priority
    if head and not head.stop and lane.failures > 0 and #lane.flights == 0 then
      for _, other in ipairs(entries) do supersede(other) end
      entries = { entry }
      lane.failures = 0
      lane.refusals = 0
      due = priority > head.priority and now or tonumber(redis.call('ZSCORE', KEYS[3], entry.article) or now)
    elseif head then
      entries[#entries + 1] = entry
    else
      entries = { entry }
      lane.failures = 0
      lane.refusals = 0
      due = now - priority * 60000
    end
    lane.entries = entries
  end

  if #lane.entries == 0 and #lane.flights == 0 then
    redis.call('DEL', laneKey)
    redis.call('ZREM', KEYS[3], entry.article)
  else
    redis.call('SET', laneKey, cjson.encode(lane))
    if #lane.entries > 0 and lane.entries[1].held then
      redis.call('ZREM', KEYS[3], entry.article)
    elseif due then
      redis.call('ZADD', KEYS[3], due, entry.article)
    end
  end
end
local unread = cjson.decode(ARGV[7])
for _, position in ipairs(unread.keep) do redis.call('ZADD', KEYS[#KEYS], now, position) end
for _, position in ipairs(unread.read) do redis.call('ZREM', KEYS[#KEYS], position) end
redis.call('HSET', KEYS[1], 'cursor', ARGV[3])
return { 'entered' }
