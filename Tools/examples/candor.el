;;; candor.el --- A record of accountability in Emacs  -*- lexical-binding: t -*-

;; A client of `candor serve', by `jsonrpc.el', which comes with Emacs 27 and later.
;;
;;   (load "/path/to/Tools/examples/candor.el")
;;   M-x candor-open RET union.candor RET
;;
;; shows what happened in a case, an entry a line.  There, RET shows all of an entry, `a' begins a new one, `d' shows the duties and `g' asks
;; again.  A new entry is written as JSON; C-c C-c appends it.  Where it is refused, point goes to the place of the mistake.
;;
;; `candor-program' says where the program is; `candor-key' where the key is, if it is not in the folder of keys.  They begin as the variables
;; CANDOR and CANDOR_KEY.
;;
;; The same without a screen:
;;
;;   emacs --batch -Q -l candor.el -f candor-batch-timeline RECORD [TEXT]
;;   emacs --batch -Q -l candor.el -f candor-batch-show RECORD ENTRY
;;   emacs --batch -Q -l candor.el -f candor-batch-append RECORD FILE

;;; Code:

(require 'jsonrpc)
(require 'json)
(require 'seq)
(require 'subr-x)

(defgroup candor nil "The accountability record of a member-run organization." :group 'tools)

(defcustom candor-program (or (getenv "CANDOR") "candor") "The program." :type 'string)

(defcustom candor-key (let ((key (getenv "CANDOR_KEY"))) (and key (not (string-empty-p key)) key)) "The key file, or nil where it is in the folder of keys."
  :type '(choice (const :tag "In the folder of keys" nil) file))

;;; The server

(defvar-local candor-connection nil "The connection to the server that has this buffer's record open.")
(defvar-local candor-record nil "The file of this buffer's record.")
(defvar-local candor-case nil "The case that this buffer shows.")

(defun candor--connect (record)
  "Start a server on the file RECORD, and return the connection to it."
  (let* ((record (expand-file-name record))
         (name (format "candor %s" (file-name-nondirectory record)))
         (key (and candor-key (list "--key" (expand-file-name candor-key))))
         (said (generate-new-buffer " *candor said*"))
         (process (make-process :name name :command `(,candor-program "serve" ,record ,@key) :connection-type 'pipe
                                :coding 'utf-8-emacs-unix :noquery t
                                :stderr (make-pipe-process :name (concat name " stderr") :buffer said :noquery t :sentinel #'ignore)))
         (connection (make-instance 'jsonrpc-process-connection :name name :process process :events-buffer-scrollback-size 0)))
    (process-put process 'candor-said said)
    (condition-case failure
        (candor--call connection 'initialize)
      ;; Where the record does not open, the server has said why and ended; that is more than that it ended.
      (error
       (while (accept-process-output process 0.2))
       (let ((why (with-current-buffer said (string-trim (buffer-string)))))
         (candor--disconnect connection)
         (if (string-empty-p why) (signal (car failure) (cdr failure)) (user-error "%s" why)))))
    connection))

(defun candor--disconnect (connection)
  "End the session of CONNECTION."
  (let* ((process (jsonrpc--process connection)) (said (process-get process 'candor-said)))
    (when (process-live-p process)
      (ignore-errors
        (jsonrpc-request connection 'shutdown nil :timeout 10)
        (jsonrpc-notify connection 'exit nil))
      (with-timeout (5) (while (process-live-p process) (accept-process-output process 0.1))))
    (when (process-live-p process) (delete-process process))
    (when (buffer-live-p said) (kill-buffer said))))

(defun candor--call (connection method &rest params)
  "Ask CONNECTION for METHOD with PARAMS, a property list; return the result.
An error signals `jsonrpc-error'."
  (jsonrpc-request connection method params :timeout 60))

(defun candor--message (failure)
  "What FAILURE, a `jsonrpc-error', says to a reader."
  (or (alist-get 'jsonrpc-error-message (cdr failure)) (error-message-string failure)))

;;; What happened

(defun candor--days (days)
  "DAYS, a day or the first and the last it may be, as text."
  (if (stringp days) days
    (let ((first (plist-get days :atEarliest)) (last (plist-get days :atLatest)))
      (if (or first last) (format "%s..%s" (or first "unknown") (or last "unknown")) "day not known"))))

(defun candor--shown (value instead)
  "VALUE where it is open to this reader, else INSTEAD."
  (if (stringp value) value instead))

(defun candor--insert-timeline (connection case &optional text)
  "Insert what CONNECTION tells of CASE, an entry a line.
With TEXT, only what shows it."
  (let ((answer (apply #'candor--call connection 'case/timeline :case case (and text (list :grep text)))))
    (insert (propertize (candor--shown (plist-get answer :about) case) 'face 'bold) "\n\n")
    (seq-doseq (entry (plist-get answer :entries))
      (insert (propertize (format "%-24s %4d  %s" (candor--days (plist-get entry :days)) (plist-get entry :entry) (plist-get entry :text))
                          'candor-entry (plist-get entry :entry))
              "\n"))))

(defun candor--insert-entry (connection number)
  "Insert what CONNECTION gives of the entry NUMBER, a field a line."
  (let ((entry (car (append (plist-get (candor--call connection 'record/entries :after (1- number) :limit 1) :entries) nil))))
    (unless (and entry (= (plist-get entry :entry) number)) (user-error "There is no entry %d" number))
    (cl-loop for (field value) on entry by #'cddr
             do (insert (format "%-12s %s\n" (substring (symbol-name field) 1) (if (stringp value) value (json-encode value)))))))

(defun candor--insert-duties (connection case)
  "Insert how the duties stand in CASE, as CONNECTION tells it."
  (let ((answer (candor--call connection 'check/run :case case)))
    (insert (format "As of %s\n\n" (plist-get answer :asOf)))
    (seq-doseq (duty (seq-sort-by (lambda (duty) (plist-get duty :state)) #'string< (plist-get answer :duties)))
      (insert (format "%-13s clause %-4s %-25s entries %s\n" (plist-get duty :state) (plist-get duty :clause) (plist-get duty :check)
                      (mapconcat #'number-to-string (plist-get duty :entries) ", "))))))

(defvar candor-timeline-mode-map
  (let ((map (make-sparse-keymap)))
    (define-key map (kbd "RET") #'candor-show-entry)
    (define-key map "a" #'candor-new-entry)
    (define-key map "d" #'candor-show-duties)
    map))

(define-derived-mode candor-timeline-mode special-mode "Candor"
  "What happened in a case.
\\{candor-timeline-mode-map}"
  (setq-local revert-buffer-function (lambda (&rest _) (candor--refresh)))
  (setq truncate-lines nil word-wrap t)
  (add-hook 'kill-buffer-hook (lambda () (when candor-connection (candor--disconnect candor-connection))) nil t))

(defun candor--refresh ()
  "Ask the server again what happened."
  (let ((inhibit-read-only t) (line (line-number-at-pos)))
    (erase-buffer)
    (candor--insert-timeline candor-connection candor-case)
    (goto-char (point-min))
    (forward-line (1- line))))

;;;###autoload
(defun candor-open (record)
  "Open the file RECORD, and show what happened in its case, or in one of them."
  (interactive "fRecord: ")
  (let* ((connection (candor--connect record))
         (cases (seq-into (plist-get (candor--call connection 'case/list) :cases) 'list))
         (choices (mapcar (lambda (case) (cons (candor--shown (plist-get case :about) (plist-get case :case)) (plist-get case :case))) cases))
         (buffer (generate-new-buffer (format "*candor: %s*" (file-name-nondirectory record)))))
    (unless cases
      (candor--disconnect connection)
      (user-error "%s has no case" record))
    (with-current-buffer buffer
      (candor-timeline-mode)
      (setq candor-connection connection candor-record record
            candor-case (if (cdr choices) (cdr (assoc (completing-read "Case: " choices nil t) choices)) (cdar choices)))
      (candor--refresh)
      (goto-char (point-min))
      (forward-line 2))
    (pop-to-buffer buffer)))

(defmacro candor--show (name &rest body)
  "Show in a buffer called NAME what BODY inserts."
  (declare (indent 1))
  `(with-help-window ,name (with-current-buffer standard-output ,@body)))

(defun candor-show-entry ()
  "Show all of the entry at point."
  (interactive)
  (let ((number (or (get-text-property (point) 'candor-entry) (user-error "There is no entry here"))) (connection candor-connection))
    (candor--show (format "*candor: entry %d*" number) (candor--insert-entry connection number))))

(defun candor-show-duties ()
  "Show how the duties of this case stand today."
  (interactive)
  (let ((connection candor-connection) (case candor-case))
    (candor--show "*candor: duties*" (candor--insert-duties connection case))))

;;; A new entry

(defvar candor-entry-mode-map
  (let ((map (make-sparse-keymap)))
    (define-key map (kbd "C-c C-c") #'candor-append)
    map))

(define-derived-mode candor-entry-mode text-mode "Candor-Entry"
  "An entry to be, as JSON; Docs/kinds.md has the kinds and their fields.
\\{candor-entry-mode-map}")

(defvar-local candor-timeline nil "The buffer that this entry was begun in.")

(defun candor-new-entry ()
  "Begin a new entry of this case."
  (interactive)
  (let ((timeline (current-buffer)) (connection candor-connection) (case candor-case))
    (pop-to-buffer (generate-new-buffer "*candor: new entry*"))
    (candor-entry-mode)
    (setq candor-connection connection candor-case case candor-timeline timeline)
    (insert "{\n  \"kind\": \"meeting.held\",\n  \"occurred\": \"" (format-time-string "%Y-%m-%d") "\",\n  \"bodies\": []\n}\n")
    (message "C-c C-c appends it")))

(defun candor--goto-path (path)
  "Go to the value in this buffer's JSON that PATH, a JSON Pointer, names.
Where it is not there, go to the last on the way that is."
  (goto-char (point-min))
  (skip-chars-forward " \t\n")
  (catch 'absent
    (dolist (step (cdr (split-string path "/")))
      (let ((step (string-replace "~0" "~" (string-replace "~1" "/" step))) (start (point)) (number 0) name at)
        (unless (memq (char-after) '(?{ ?\[)) (throw 'absent nil))
        (let ((is-object (eq (char-after) ?{)))
          (forward-char)
          (while (and (not at) (progn (skip-chars-forward " \t\n,:") (not (memq (char-after) '(?} ?\])))))
            (setq name (number-to-string number))
            (when is-object
              (setq name (json-read-string))
              (skip-chars-forward " \t\n:"))
            (if (equal name step) (setq at (point)) (json-read))
            (setq number (1+ number))))
        (goto-char (or at start))
        (unless at (throw 'absent nil))))))

(defun candor--append-buffer (connection case)
  "Append this buffer's entry to CASE by CONNECTION, and return the answer.
Where it is refused, point is at the place, and the error says what would do."
  (goto-char (point-min))
  (let ((entry (condition-case fault (json-parse-buffer :null-object nil :false-object :json-false)
                 (json-parse-error
                  (when (integerp (nth 5 fault)) (goto-char (nth 5 fault)))
                  (user-error "This is no JSON: %s" (cadr fault))))))
    (condition-case failure
        (apply #'candor--call connection 'record/append :entry entry (and case (list :case case)))
      (jsonrpc-error
       (let* ((data (alist-get 'jsonrpc-error-data (cdr failure)))
              (path (plist-get data :path)) (expected (plist-get data :expected)))
         (when (and path (string-prefix-p "/entry" path)) (candor--goto-path (string-remove-prefix "/entry" path)))
         (user-error "%s%s" (candor--message failure) (if expected (format "\n  %s" expected) "")))))))

(defun candor-append ()
  "Append the entry that this buffer holds, and show it where it was begun."
  (interactive)
  (let ((numbers (plist-get (candor--append-buffer candor-connection candor-case) :entries)) (timeline candor-timeline))
    (quit-window t)
    (with-current-buffer timeline (candor--refresh))
    (message "Entry %s" (mapconcat #'number-to-string numbers ", "))))

;;; Without a screen

(defun candor--first-case (connection)
  "The first case of the record that CONNECTION has open, or nil."
  (plist-get (car (append (plist-get (candor--call connection 'case/list) :cases) nil)) :case))

(defun candor--batch (count work)
  "Call WORK with a connection to the record that the command line names.
COUNT or fewer further arguments of the command line follow it."
  (let* ((arguments command-line-args-left) (record (car arguments)) connection)
    (setq command-line-args-left nil)
    (unless (and record (<= (length (cdr arguments)) count))
      (message "candor.el: RECORD is needed, and no more than %d arguments after it" count)
      (kill-emacs 2))
    (let ((status (condition-case failure
                      (progn (setq connection (candor--connect record))
                             (apply work connection (cdr arguments))
                             0)
                    (jsonrpc-error (message "candor.el: %s" (candor--message failure)) 1)
                    (error (message "candor.el: %s" (error-message-string failure)) 1))))
      (when connection (candor--disconnect connection))
      (kill-emacs status))))

(defun candor-batch-timeline ()
  "Print what happened in the first case of a record: RECORD [TEXT]."
  (candor--batch 1 (lambda (connection &optional text)
                     (let ((case (candor--first-case connection)))
                       (with-temp-buffer
                         (candor--insert-timeline connection case text)
                         (princ (buffer-string)))))))

(defun candor-batch-show ()
  "Print an entry: RECORD ENTRY."
  (candor--batch 1 (lambda (connection number)
                     (with-temp-buffer
                       (candor--insert-entry connection (string-to-number number))
                       (princ (buffer-string))))))

(defun candor-batch-append ()
  "Append the entry of a file to the first case: RECORD FILE."
  (candor--batch 1 (lambda (connection file)
                     (let ((case (candor--first-case connection)))
                       (with-temp-buffer
                         (insert-file-contents file)
                         (condition-case failure
                             (princ (format "Entry %s\n" (mapconcat #'number-to-string
                                                                    (plist-get (candor--append-buffer connection case) :entries) ", ")))
                           (user-error
                            (user-error "%s:%d:%d: %s" file (line-number-at-pos) (1+ (current-column)) (error-message-string failure)))))))))

(provide 'candor)
;;; candor.el ends here
