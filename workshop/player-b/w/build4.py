from ed import snap
L='client.py'
snap('40','40u',(L,'''        if not self.in_transaction:
            return error("ERR DISCARD''','''        if not self.queue:
            return error("ERR DISCARD'''))
snap('39','39s',(L,'''        if not self.in_transaction:
            return error("ERR EXEC''','''        if not self.queue:
            return error("ERR EXEC'''))
