-- KEYS: any keys of ours, addressed by number. ARGV[1]: the plan as JSON; ARGV[2…]: bytes the plan points to.
-- All checks come before the first write. Reply: JSON of what happened; a plan that cannot be read is refused.
local readable, plan = pcall(cjson.decode, ARGV[1])
if not readable then return cjson.encode({ state = 'refused', reason = plan }) end
local function key(n) return KEYS[n] end
local function append(list, ...)
  for _, value in ipairs({ ... }) do list[#list + 1] = value end
  return list
end

local known = {}
for _, story in ipairs(plan.stories) do
  local record = redis.call('GET', key(story.arrival))
  if record then known[#known + 1] = story.number end
end
if #known > 0 then
  return cjson.encode({ state = 'known', numbers = known })
end

if plan.epoch ~= '' then
  local epoch = redis.call('HGET', key(plan.epochKey), 'epoch') or ''
  if epoch ~= plan.epoch then return cjson.encode({ state = 'epoch', epoch = epoch }) end
end
if plan.head ~= cjson.null and plan.head ~= nil then
  local last = redis.call('XREVRANGE', key(plan.logKey), '+', '-', 'COUNT', 1)
  local head = last[1] and last[1][1] or '0-0'
  if head ~= plan.head then return cjson.encode({ state = 'behind', head = head }) end
end
for _, expected in ipairs(plan.expect) do
  local value = redis.call('GET', key(expected.k)) or ''
  if value ~= expected.v then return cjson.encode({ state = 'moved', key = key(expected.k) }) end
end
for _, expected in ipairs(plan.heads) do
  local value = redis.call('HGET', key(expected.k), 'headRevisionId') or ''
  if value ~= expected.v then return cjson.encode({ state = 'moved', key = key(expected.k) }) end
end

local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local positions = {}
for i, story in ipairs(plan.stories) do
  local position = ''
  if story.log then
    position = redis.call('XADD', key(plan.logKey), '*', unpack(story.log))
  end
  positions[i] = position
  if story.copy then redis.call('XADD', key(plan.copiesKey), '*', unpack(story.copy)) end
  if story.revision then
    local revision = story.revision
    local fields = append(revision.fields, 'body', ARGV[revision.body], 'log', position, 'at', now)
    if revision.fingerprint then append(fields, 'fingerprint', ARGV[revision.fingerprint]) end
    redis.call('HSET', key(revision.k), unpack(fields))
    redis.call('EXPIRE', key(revision.k), plan.keep)
    redis.call('ZADD', key(revision.list), now, revision.id)
    redis.call('EXPIRE', key(revision.list), plan.keep)
  end
  if story.article then
    redis.call('HSET', key(story.article.k), unpack(append(story.article.fields, 'log', position, 'at', now)))
    redis.call('EXPIRE', key(story.article.k), plan.keep)
  end
  for _, claim in ipairs(story.claims) do
    redis.call('SET', key(claim.k), claim.v, 'EX', claim.keep)
  end
  if story.duplicate then
    redis.call('RPUSH', key(story.duplicate.k), story.duplicate.v)
    redis.call('LTRIM', key(story.duplicate.k), -200, -1)
    redis.call('EXPIRE', key(story.duplicate.k), plan.keep)
  end
  if story.spike then
    redis.call('ZADD', key(plan.spikeKey), now, story.spike)
    redis.call('ZREMRANGEBYSCORE', key(plan.spikeKey), '-inf', now - plan.keep * 1000)
  end
  if story.dead then
    redis.call('HSET', key(story.dead.k), unpack(story.dead.fields))
    redis.call('EXPIRE', key(story.dead.k), plan.keep)
    redis.call('ZADD', key(plan.deadKey), now, story.dead.id)
    redis.call('HSET', key(story.receipt), 'bytesKeep', plan.keep)
  end
  if story.unhold then redis.call('ZREM', key(plan.releasesKey), story.unhold) end
  if story.hold then redis.call('ZADD', key(plan.releasesKey), story.hold.at, story.hold.member) end
  if story.licence then redis.call('ZADD', key(plan.licencesKey), story.licence.at, story.licence.member) end
  for _, name in ipairs(story.names) do
    redis.call('ZADD', key(name), now, story.arrivalId)
    redis.call('ZREMRANGEBYRANK', key(name), 0, -51)
    redis.call('EXPIRE', key(name), plan.keep)
  end
  redis.call('SET', key(story.arrival), story.result, 'EX', plan.keep)
  redis.call('SET', key(story.seen), story.seenValue, 'EX', plan.keep)
  redis.call('SREM', key(story.open), story.number)
end

local closed = {}
for _, receipt in ipairs(plan.receipts) do
  if redis.call('SCARD', key(receipt.open)) == 0 and redis.call('HGET', key(receipt.k), 'state') == 'open' then
    local facts = redis.call('HMGET', key(receipt.k), 'sequence', 'bookmark', 'bytesKeep')
    local feed = redis.call('HMGET', key(receipt.feed), 'sequence', 'openReceipt')
    local fields = { 'firstPollDone', '1', 'lastCommitAt', now }
    if feed[1] == facts[1] then append(fields, 'bookmark', facts[2]) end
    if feed[2] == receipt.id then append(fields, 'openReceipt', '') end
    redis.call('HSET', key(receipt.feed), unpack(fields))
    redis.call('ZREM', key(plan.receiptsKey), receipt.id)
    if facts[3] and facts[3] ~= '0' then
      redis.call('HSET', key(receipt.k), 'state', 'closed')
      redis.call('EXPIRE', key(receipt.k), facts[3])
      redis.call('ZADD', key(plan.keptKey), redis.call('HGET', key(receipt.k), 'at'), receipt.id)
      redis.call('ZREMRANGEBYSCORE', key(plan.keptKey), '-inf', now - plan.keep * 1000)
    else
      redis.call('DEL', key(receipt.k))
    end
    closed[#closed + 1] = receipt.id
  end
end
return cjson.encode({ state = 'committed', positions = positions, closed = closed, at = now })
