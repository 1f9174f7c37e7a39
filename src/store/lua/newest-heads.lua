-- KEYS: the wire log. ARGV: where the log is read from backwards, articles wanted, nothing from before (ms), the number
-- of the entries' shape, article key prefix, entries looked through at the most, entries read at once.
-- The articles that the log names, the newest first, each once. Reply: the position to go on before, or an empty text at
-- the end; then for each article its id, its current revision and what is recorded beside it.
local last, wanted, since = ARGV[1], tonumber(ARGV[2]), tonumber(ARGV[3])
local prefix, most, page = ARGV[5], tonumber(ARGV[6]), tonumber(ARGV[7])
local reply, seen, read = { '' }, {}, 0
while #reply <= wanted and read < most do
  local entries = redis.call('XREVRANGE', KEYS[1], last, '-', 'COUNT', page)
  if #entries == 0 then
    reply[1] = ''
    return reply
  end
  for _, entry in ipairs(entries) do
    if tonumber(string.match(entry[1], '^%d+')) < since then
      reply[1] = ''
      return reply
    end
    local fields = {}
    for at = 1, #entry[2], 2 do fields[entry[2][at]] = entry[2][at + 1] end
    read, reply[1], last = read + 1, entry[1], '(' .. entry[1]
    local article = fields.article
    if fields.schema == ARGV[4] and fields.kind ~= 'action' and not seen[article] then
      seen[article] = true
      local key = prefix .. article
      local revision = redis.call('HGET', key, 'headRevisionId') or ''
      reply[#reply + 1] = { article, revision, redis.call('LRANGE', key .. ':duplicates', 0, -1) }
      if #reply > wanted then break end
    end
  end
end
return reply
