"""What forms take as a day or a moment; the first is what they show."""

DATE_INPUT_FORMATS = ["%d-%m-%Y", "%d/%m/%Y", "%d %B %Y", "%Y-%m-%d"]
DATETIME_INPUT_FORMATS = [
    f"%d-%m-%Y {time}" for time in ("%H:%M", "%H.%M", "%H:%M:%S", "%H.%M.%S")
] + ["%Y-%m-%d %H:%M", "%Y-%m-%d %H:%M:%S", "%d-%m-%Y", "%Y-%m-%d"]
TIME_INPUT_FORMATS = ["%H:%M", "%H.%M", "%H:%M:%S", "%H.%M.%S"]
