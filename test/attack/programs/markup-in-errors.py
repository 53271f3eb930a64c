print("<img src=x onerror=alert(1)> [click](command:workbench.action.quit) **bold** $(trash) `code`")
raise ValueError("<script>alert(1)</script> [click](command:workbench.action.quit)")
