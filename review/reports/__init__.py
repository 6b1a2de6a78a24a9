"""Reports: their full texts sought and attached, added by hand, retracted, linked to studies."""
