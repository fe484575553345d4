// Stands in the search page, and fetches the interface of the search when the reader asks, not before. Whoever has
// asked once may come with a question from another page. Where this is not understood the form leads back to the page.
((f,go)=>{
f.onsubmit=go=(e,s)=>{
s=document.createElement("script");
if("noModule"in s){
e&&e.preventDefault();
s.src=f.dataset.script;
s.onerror=()=>offline.hidden=0;
f.append(s)}};
f.q.value=new URL(location).searchParams.get("q");
f.q.value&&localStorage.search&&go()
})(document.forms.search)
