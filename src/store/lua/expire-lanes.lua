-- KEYS: due, gaps, then a lane for each article. ARGV: destination id, revision key prefix, before (epoch ms), what
-- passed ('days' or 'memory'), id of a new gap, then the articles.
-- What waits since before then is given up: a lane whose newest entry is younger keeps that one alone, another goes into
-- the open gap. Stops, embargoes and attempts under way are let be. Reply: how many revisions gave way to a later one,
-- and how many stories went into the gap.
-- Redis refuses a script while memory is full unless its first write needs none.
redis.call('PERSIST', KEYS[1])
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local before = tonumber(ARGV[3])
local endField = 'end:' .. ARGV[1]
local since = function(entry) return tonumber(string.match(entry.position, '^%d+')) or now end
local function finish(entry, state, reason)
  local key = ARGV[2] .. entry.revisionId
  if redis.call('EXISTS', key) == 1 then
    redis.call('HSETNX', key, endField, cjson.encode({ state = state, at = now, reason = reason }))
  end
end

local function isLetBe(lane)
  if #lane.flights > 0 or lane.stop or #lane.entries == 0 then return true end
  for _, entry in ipairs(lane.entries) do
    if entry.stop or entry.held then return true end
  end
  return false
end

local raw = redis.call('HGET', KEYS[2], 'open')
local gap = raw and cjson.decode(raw)
local collapsed, expired = 0, 0
for place = 3, #KEYS do
  local article = ARGV[place + 3]
  local found = redis.call('GET', KEYS[place])
  local lane = found and cjson.decode(found)
  if lane and not isLetBe(lane) and since(lane.entries[1]) < before then
    local oldest = since(lane.entries[1])
    while #lane.entries > 1 do
      finish(lane.entries[1], 'superseded', 'it waited longer than the destination keeps; a later revision took its place')
      table.remove(lane.entries, 1)
      collapsed = collapsed + 1
    end
    local last = lane.entries[1]
    if since(last) < before then
      finish(last, 'expired', 'it waited longer than the destination keeps')
      gap = gap or { id = ARGV[5], from = oldest, to = oldest, articles = 0, passed = ARGV[4] }
      gap.from = math.min(gap.from, oldest)
      gap.to = math.max(gap.to, since(last))
      gap.articles = gap.articles + 1
      gap.at = now
      expired = expired + 1
      redis.call('DEL', KEYS[place])
      redis.call('ZREM', KEYS[1], article)
    else
      lane.failures = 0
      lane.refusals = 0
      redis.call('SET', KEYS[place], cjson.encode(lane))
    end
  end
end
if expired > 0 then redis.call('HSET', KEYS[2], 'open', cjson.encode(gap)) end
return { collapsed, expired }
