-- KEYS: destination, lease, due, got, due stops, stops, owed stops, then a lane, a revision and a stop for each entry,
-- then the replay and the unread positions. ARGV: lease token, cursor as read, cursor after, destination id, revision key prefix,
-- stop key prefix, entries JSON, JSON of the positions that cannot be read yet (kept) and of those that can be by now
-- (let go), and how many places of the replay are done, then the documents of stops, by the number in their entry.
-- Moves entries from the wire log to the lanes and the cursor with them: both or neither.
-- Redis refuses a script while memory is full unless its first write needs none.
redis.call('PERSIST', KEYS[1])
if redis.call('GET', KEYS[2]) ~= ARGV[1] then return { 'lost' } end
local cursor = redis.call('HGET', KEYS[1], 'cursor') or ''
if cursor ~= ARGV[2] then return { 'moved', cursor } end
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local endField, rowField = 'end:' .. ARGV[4], 'to:' .. ARGV[4]
local function finish(revisionKey, state, reason)
  if redis.call('EXISTS', revisionKey) == 1 then
    redis.call('HSETNX', revisionKey, endField, cjson.encode({ state = state, at = now, reason = reason }))
  end
end

-- A stop that another takes the place of is owed no more.
local function endStop(revisionId)
  local stopKey = ARGV[6] .. revisionId
  local row = redis.call('HGET', stopKey, rowField)
  if row then
    row = cjson.decode(row)
    row.superseded = true
    redis.call('HSET', stopKey, rowField, cjson.encode(row))
  end
  redis.call('ZREM', KEYS[7], ARGV[4] .. '|' .. revisionId)
end

local function supersede(entry)
  finish(ARGV[5] .. entry.revisionId, 'superseded', 'a later revision took its place')
  if entry.stop then endStop(entry.revisionId) end
end

local function oweStop(stopKey, entry)
  local since = tonumber(string.match(entry.position, '^%d+')) or now
  redis.call('HSET', stopKey, 'article', entry.article, 'uri', entry.uri, 'change', entry.change, 'at', since)
  if entry.body then redis.call('HSET', stopKey, 'body', ARGV[8 + entry.body]) end
  redis.call('HSETNX', stopKey, rowField, cjson.encode({ since = since, attempts = 0 }))
  redis.call('PERSIST', stopKey)
  redis.call('ZADD', KEYS[6], since, entry.revisionId)
  if not cjson.decode(redis.call('HGET', stopKey, rowField)).confirmedAt then
    redis.call('ZADD', KEYS[7], 'NX', since, ARGV[4] .. '|' .. entry.revisionId)
  end
end

for i, entry in ipairs(cjson.decode(ARGV[7])) do
  local laneKey, revisionKey, stopKey = KEYS[5 + i * 3], KEYS[6 + i * 3], KEYS[7 + i * 3]
  local raw = redis.call('GET', laneKey)
  local lane = raw and cjson.decode(raw) or { entries = {}, failures = 0, refusals = 0, flights = {} }
  local entries = lane.entries
  local got = redis.call('ZSCORE', KEYS[4], entry.article)
  local mayHave = got or #lane.flights > 0 or entry.doubt
  local shuts = entry.stop or entry.held
  local due = nil
  local keepGoing = true

  if entry.kind == 'release' then
    local waiting = false
    for place, other in ipairs(entries) do
      if other.revisionId == entry.revisionId then
        waiting = true
        if other.stop then endStop(other.revisionId) end
        other.held = false
        other.stop = false
        other.kind = 'release'
        if place == 1 then due = now end
      end
    end
    keepGoing = not waiting and redis.call('HEXISTS', revisionKey, endField) == 0
  end

  if entry.again then
    for _, other in ipairs(entries) do
      if other.revision >= entry.revision then keepGoing = false end
    end
  end

  if keepGoing and not (entry.passes or got or #entries > 0 or (shuts and mayHave)) then
    finish(revisionKey, 'filtered', entry.why)
    if entry.filteredBy then redis.call('HINCRBY', KEYS[1], 'filtered:' .. entry.filteredBy, 1) end
    keepGoing = false
  end

  if keepGoing and shuts then
    for _, other in ipairs(entries) do supersede(other) end
    lane.failures = 0
    lane.refusals = 0
    if mayHave and not entry.lapsed then
      oweStop(stopKey, entry)
      entry.stop = true
      entry.held = false
      entry.body = nil
      lane.entries = { entry }
      lane.stop = #lane.flights > 0 and entry or nil
      due = now
    elseif entry.held then
      lane.entries = { entry }
    else
      lane.entries = {}
      finish(revisionKey, 'filtered', 'the destination never got the article')
    end
  elseif keepGoing then
    local kept = {}
    for _, other in ipairs(entries) do
      if other.held or (entry.held and #lane.flights == 0) then supersede(other) else kept[#kept + 1] = other end
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
      due = entry.replay and now or now - priority * 60000
    end
    lane.entries = entries
  end

  local head = lane.entries[1]
  if not head and #lane.flights == 0 then
    redis.call('DEL', laneKey)
    redis.call('ZREM', KEYS[3], entry.article)
    redis.call('ZREM', KEYS[5], entry.article)
  else
    redis.call('SET', laneKey, cjson.encode(lane))
    if not head or head.held then
      redis.call('ZREM', KEYS[3], entry.article)
      redis.call('ZREM', KEYS[5], entry.article)
    elseif due then
      redis.call('ZADD', KEYS[head.stop and 5 or 3], due, entry.article)
      redis.call('ZREM', KEYS[head.stop and 3 or 5], entry.article)
    end
  end
end
local unread = cjson.decode(ARGV[8])
for _, position in ipairs(unread.keep) do redis.call('ZADD', KEYS[#KEYS], now, position) end
for _, position in ipairs(unread.read) do redis.call('ZREM', KEYS[#KEYS], position) end
if unread.replayed > 0 then redis.call('LTRIM', KEYS[#KEYS - 1], unread.replayed, -1) end
redis.call('HSET', KEYS[1], 'cursor', ARGV[3])
return { 'entered' }
