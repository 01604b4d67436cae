-- What a user of Neovim does with policies, by Neovim's own functions. What comes of it is left as JSON in $RESULT.
local result = {}

local function finish()
  vim.fn.writefile({ vim.json.encode(result) }, vim.env.RESULT)
  vim.cmd('qall!')
end

local function wait(what, probe)
  if vim.wait(20000, function() return probe() end, 20) then return end
  error('waited in vain for ' .. what .. '; found: ' .. vim.inspect(vim.diagnostic.get()))
end

local function codes(buffer)
  local found = {}
  for _, one in ipairs(vim.diagnostic.get(buffer)) do table.insert(found, one.code) end
  table.sort(found)
  return found
end

local function has(buffer, code) return vim.tbl_contains(codes(buffer), code) end

local function line_with(text)
  for number, line in ipairs(vim.api.nvim_buf_get_lines(0, 0, -1, true)) do
    local at = line:find(text, 1, true)
    if at then return number, at - 1, line end
  end
end

local function go_to(text)
  local number, at = line_with(text)
  vim.api.nvim_win_set_cursor(0, { number, at })
end

local function replace(text, instead)
  local number, at, line = line_with(text)
  vim.api.nvim_buf_set_lines(0, number - 1, number, true, { line:sub(1, at) .. instead .. line:sub(at + #text + 1) })
end

local function run()
  vim.cmd('edit a.recpolicy.json')
  local buffer = vim.api.nvim_get_current_buf()
  wait('findings', function() return has(buffer, 'retention-out-of-range') end)
  result.first = vim.tbl_map(function(one)
    return { code = one.code, lnum = one.lnum, col = one.col, end_col = one.end_col, severity = one.severity, message = one.message }
  end, vim.diagnostic.get(buffer))

  -- A file that nobody opened.
  wait('findings of the other file', function()
    for _, one in ipairs(vim.diagnostic.get()) do
      if vim.api.nvim_buf_get_name(one.bufnr):match('b%.recpolicy%.json$') and one.code == 'retention-out-of-range' then return true end
    end
    return false
  end)

  replace('400', '90')
  wait('findings to vanish', function() return #codes(buffer) == 0 end)
  replace('90', '500')
  wait('findings to come back', function() return has(buffer, 'retention-out-of-range') end)

  -- Empty settings mean the defaults.
  for _, client in pairs(vim.lsp.buf_get_clients(buffer)) do
    client.notify('workspace/didChangeConfiguration', { settings = vim.empty_dict() })
    client.notify('workspace/didChangeConfiguration', { settings = {} })
  end
  replace('500', '600')
  wait('findings after new settings', function()
    for _, one in ipairs(vim.diagnostic.get(buffer)) do if one.message:find('600') then return true end end
    return false
  end)

  -- The fix that names the limit, chosen from the list as it is shown.
  go_to('600')
  vim.ui.select = function(items, options, choose)
    result.actions = vim.tbl_map(options.format_item or tostring, items)
    for index, title in ipairs(result.actions) do
      if title:find('365') then return choose(items[index], index) end
    end
    choose(nil)
  end
  vim.lsp.buf.code_action()
  wait('the fix', function() return line_with('"retentionDays": 365') ~= nil end)
  wait('findings to vanish', function() return not has(buffer, 'retention-out-of-range') end)

  go_to('retentionDays')
  vim.lsp.buf.hover()
  local function hover()
    for _, window in ipairs(vim.api.nvim_list_wins()) do
      if vim.api.nvim_win_get_config(window).relative ~= '' then
        return table.concat(vim.api.nvim_buf_get_lines(vim.api.nvim_win_get_buf(window), 0, -1, true), '\n')
      end
    end
  end
  wait('a hover', function() return hover() ~= nil end)
  result.hover = hover()

  -- As Control-X Control-O does.
  local at = { textDocument = vim.lsp.util.make_text_document_params(), position = { line = 1, character = 2 } }
  local answer = vim.lsp.buf_request_sync(buffer, 'textDocument/completion', at, 10000)
  result.completion = {}
  for _, one in pairs(answer or {}) do
    for _, item in ipairs((one.result or {}).items or one.result or {}) do
      table.insert(result.completion, { label = item.label, format = item.insertTextFormat or 1 })
    end
  end

  go_to('payments}}')
  vim.lsp.buf.rename('card_desk')
  wait('the new name', function() return line_with('{{card_desk}}') ~= nil end)
  vim.cmd('silent wall')

  replace('  "enabled"', '       "enabled"')
  if vim.lsp.buf.format then vim.lsp.buf.format({ async = false }) else vim.lsp.buf.formatting_sync(nil, 10000) end
  wait('the format', function() local _, column = line_with('"enabled"') return column == 2 end)
  vim.cmd('silent wall')
  result.log = vim.fn.readfile(vim.lsp.get_log_path())
  result.done = true
  finish()
end

local ok, problem = xpcall(run, debug.traceback)
if not ok then
  result.failed = problem
  finish()
end
