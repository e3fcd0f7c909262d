"""x"""
def encoding_of_font(name): return None
def to_unicode(text, encoding): return text
