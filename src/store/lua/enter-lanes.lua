-- KEYS: destination, lease, due, got, due stops, stops, owed stops, replay, unread positions, then a lane, a revision and a
-- stop for each entry, then a lane for each article that is sent without one.
-- ARGV: lease token, cursor and window as read, cursor and window after, destination id, revision key prefix, stop key
-- prefix, how long an attempt may take in ms, entries JSON, JSON of what is to be done of the unread positions (kept and
-- let go), of the replay (how many of its places are done) and of revisions that a stop further on takes the place of,
-- JSON of the articles that are sent without a lane, then the documents of stops, by the number in their entry.
-- Moves entries from the wire log to the lanes and the place in the log with them: both or neither. Where an article
-- that should go without a lane has one, nothing is done, and the reply says which. Else it says of each article that goes without one
-- whether the destination has it (1). An entry that is under way already brings the token of its attempt:
-- the destination may have it.
-- Redis refuses a script while memory is full unless its first write needs none.
redis.call('PERSIST', KEYS[1])
if redis.call('GET', KEYS[2]) ~= ARGV[1] then return { 'lost' } end
local place = redis.call('HMGET', KEYS[1], 'cursor', 'window')
if (place[1] or '') ~= ARGV[2] or (place[2] or '') ~= ARGV[3] then return { 'moved' } end
local entering = cjson.decode(ARGV[10])
local direct = cjson.decode(ARGV[12])
local firstDirect = 9 + #entering * 3
local reply = { 'entered' }
local laned = { 'laned' }
for i, article in ipairs(direct) do
  if redis.call('EXISTS', KEYS[firstDirect + i]) == 1 then laned[#laned + 1] = i end
end
if #laned > 1 then return laned end
for i, article in ipairs(direct) do
  reply[i + 1] = tonumber(redis.call('ZSCORE', KEYS[4], article) or '-1') > 0 and 1 or 0
end
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local endField, rowField = 'end:' .. ARGV[6], 'to:' .. ARGV[6]
local function finish(revisionKey, state, reason)
  if redis.call('EXISTS', revisionKey) == 1 then
    redis.call('HSETNX', revisionKey, endField, cjson.encode({ state = state, at = now, reason = reason }))
  end
end

-- A stop that another takes the place of is owed no more.
local function endStop(revisionId)
  local stopKey = ARGV[8] .. revisionId
  local row = redis.call('HGET', stopKey, rowField)
  if row then
    row = cjson.decode(row)
    row.superseded = true
    redis.call('HSET', stopKey, rowField, cjson.encode(row))
  end
  redis.call('ZREM', KEYS[7], ARGV[6] .. '|' .. revisionId)
end

local function supersede(entry)
  finish(ARGV[7] .. entry.revisionId, 'superseded', 'a later revision took its place')
  if entry.stop then endStop(entry.revisionId) end
end

local function oweStop(stopKey, entry)
  local since = tonumber(string.match(entry.position, '^%d+')) or now
  redis.call('HSET', stopKey, 'article', entry.article, 'uri', entry.uri, 'change', entry.change, 'at', since)
  if entry.body then redis.call('HSET', stopKey, 'body', ARGV[12 + entry.body]) end
  redis.call('HSETNX', stopKey, rowField, cjson.encode({ since = since, attempts = 0 }))
  redis.call('PERSIST', stopKey)
  redis.call('ZADD', KEYS[6], since, entry.revisionId)
  if not cjson.decode(redis.call('HGET', stopKey, rowField)).confirmedAt then
    redis.call('ZADD', KEYS[7], 'NX', since, ARGV[6] .. '|' .. entry.revisionId)
  end
end

for i, entry in ipairs(entering) do
  local laneKey, revisionKey, stopKey = KEYS[7 + i * 3], KEYS[8 + i * 3], KEYS[9 + i * 3]
  local raw = redis.call('GET', laneKey)
  local lane = raw and cjson.decode(raw) or { entries = {}, failures = 0, refusals = 0, flights = {} }
  local entries = lane.entries
  local flight = entry.flight
  if flight then
    flight['until'] = now + tonumber(ARGV[9])
    lane.flights[#lane.flights + 1] = flight
    entry.flight = nil
    redis.call('ZADD', KEYS[4], 'NX', -now, entry.article)
  end
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
      if flight and flight.by == ARGV[1] then due = flight['until'] end
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
local others = cjson.decode(ARGV[11])
for _, position in ipairs(others.keep) do redis.call('ZADD', KEYS[9], now, position) end
for _, position in ipairs(others.read) do redis.call('ZREM', KEYS[9], position) end
for _, revisionId in ipairs(others.superseded) do finish(ARGV[7] .. revisionId, 'superseded', 'a stop took its place') end
if others.replayed > 0 then redis.call('LTRIM', KEYS[8], others.replayed, -1) end
redis.call('HSET', KEYS[1], 'cursor', ARGV[4], 'window', ARGV[5])
return reply
