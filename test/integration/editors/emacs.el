;;; What a user of Emacs does with policies, by eglot's own commands.  What comes of it is left as JSON in $RESULT. -*- lexical-binding: t -*-
(require 'cl-lib)
(require 'json)
(defvar result nil)

(defun result-put (key value) (push (cons key value) result))

(defun finish ()
  (with-temp-file (getenv "RESULT") (insert (json-encode result)))
  (dolist (buffer (buffer-list)) (with-current-buffer buffer (set-buffer-modified-p nil)))
  (kill-emacs 0))

(defun until (what probe)
  "Lets Emacs work until PROBE answers; WHAT is named where it never does."
  (let ((deadline (+ (float-time) 20)))
    (while (not (funcall probe))
      (when (> (float-time) deadline) (error "Waited in vain for %s; found: %S" what (findings)))
      (accept-process-output nil 0.02))))

(defun findings ()
  "The findings of the buffer, as Flymake shows them."
  (mapcar (lambda (one) (list (cons 'text (flymake-diagnostic-text one))
                              (cons 'at (buffer-substring-no-properties (flymake-diagnostic-beg one) (flymake-diagnostic-end one)))
                              (cons 'type (format "%s" (flymake-diagnostic-type one)))))
          (flymake-diagnostics)))

(defun found (text)
  (seq-some (lambda (one) (string-match-p (regexp-quote text) (cdr (assq 'text one)))) (findings)))

(defun replace-first (text instead)
  (goto-char (point-min))
  (search-forward text)
  (replace-match instead t t)
  ;; What Emacs does by itself when a person pauses.
  (eglot--signal-textDocument/didChange))

(defun go-to (text)
  (goto-char (point-min))
  (search-forward text)
  (goto-char (match-beginning 0)))

(defun there (text)
  (save-excursion (goto-char (point-min)) (search-forward text nil t)))

(defun run ()
  (setq eglot-sync-connect 20 eglot-confirm-server-initiated-edits nil)
  (find-file "a.recpolicy.json")
  ;; eglot-ensure waits for a command loop, which there is none of here.
  (run-hooks 'post-command-hook)
  (until "the server" #'eglot-current-server)
  (until "findings" (lambda () (found "400 days")))
  (result-put 'mode (symbol-name major-mode))
  (result-put 'first (vconcat (findings)))
  (replace-first "400" "90")
  (until "findings to vanish" (lambda () (not (findings))))
  (replace-first "90" "500")
  (until "findings to come back" (lambda () (found "500 days")))
  ;; Empty settings mean the defaults; eglot sends them at its start, too.
  (jsonrpc-notify (eglot-current-server) :workspace/didChangeConfiguration '(:settings nil))
  (jsonrpc-notify (eglot-current-server) :workspace/didChangeConfiguration (list :settings (make-hash-table)))
  (replace-first "500" "600")
  (until "findings after new settings" (lambda () (found "600 days")))
  (go-to "600")
  (let* ((actions (eglot-code-actions (point) (+ 3 (point)) nil nil))
         (titles (mapcar (lambda (one) (plist-get one :title)) actions))
         (fix (seq-find (lambda (one) (string-match-p "365" (plist-get one :title))) actions)))
    (result-put 'actions (vconcat titles))
    (eglot--apply-workspace-edit (plist-get fix :edit)))
  (until "the fix" (lambda () (there "\"retentionDays\": 365")))
  (eglot--signal-textDocument/didChange)
  (until "findings to vanish" (lambda () (not (found "600 days"))))
  (go-to "retentionDays")
  (let ((contents (plist-get (jsonrpc-request (eglot-current-server) :textDocument/hover (eglot--TextDocumentPositionParams)) :contents)))
    (result-put 'hover (eglot--format-markup contents)))
  (go-to "payments}}")
  ;; eglot asks before it changes a file that is not open.
  (cl-letf (((symbol-function 'y-or-n-p) (lambda (&rest _) t)))
    (eglot-rename "card_desk"))
  (until "the new name" (lambda () (there "{{card_desk}}")))
  (replace-first "  \"enabled\"" "         \"enabled\"")
  (eglot-format-buffer)
  (until "the format" (lambda () (there "\n  \"enabled\"")))
  (save-some-buffers t)
  (until "the new name to be known" (lambda () (not (found "card_desk"))))
  (result-put 'done t))

(condition-case problem (run)
  (error (result-put 'failed (format "%S" problem))))
(finish)
